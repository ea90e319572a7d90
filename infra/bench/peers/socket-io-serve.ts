import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { packageNames } from './install';

/* A server of socket.io in a process of its own: `FOLDER`, in which the peers are installed. Any message asks for its memory. */

const [, , folder = ''] = process.argv;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const { Server } = createRequire(path.join(folder, 'package.json'))(packageNames['socket.io']) as {
  Server: new (http: object, options: object) => unknown;
};
const http = createServer();
new Server(http, { transports: ['websocket'], perMessageDeflate: false });
http.listen(0, '127.0.0.1', () => process.send!({ port: (http.address() as AddressInfo).port }));
process.on('message', () => {
  collect();
  process.send!({ bytes: process.memoryUsage().rss });
});
process.on('disconnect', () => process.exit(0));
