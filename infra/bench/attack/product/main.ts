import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock, systemIds } from '@parley/embedded';
import { jsonLog } from '@parley/observability';
import { startServer } from '@parley/local';
import { silentTelemetry } from '@parley/ports';
import type { Asked, Examined, Start } from './protocol';

/*
 * The product as `npm start` composes it, as a process of its own that the laboratory attacks over the network. What
 * the parent process asks it is what an operator on the machine could do or see.
 */

const prototypes = [Object, Array, Function, String, Map, Promise].map(
  ({ prototype }) => prototype as object,
);

async function main(): Promise<void> {
  const { workerFile, webDirectory, directory, options } = JSON.parse(process.argv[2]!) as Start;
  let log = '';
  let workersKilled = 0;
  const server = await startServer({
    ...options,
    port: 0,
    host: '127.0.0.1',
    directory,
    workerFile,
    webDirectory,
    clock: systemClock,
    ids: systemIds,
    telemetry: {
      ...silentTelemetry,
      log: jsonLog({ clock: systemClock, write: (line) => (log += line), least: 'INFO' }),
      count: (name) => {
        if (name === 'parley_script_workers_killed_total') workersKilled++;
      },
    },
    metrics: async () => ({ contentType: 'text/plain', text: 'measured 1\n' }),
  });
  const { accounts, bus, store } = server.embedded;

  const answer = async (asked: Asked): Promise<Examined | number | null> => {
    switch (asked.kind) {
      case 'examine':
        return {
          prototypes: prototypes.map((each) => Reflect.ownKeys(each).map(String)),
          residentBytes: process.memoryUsage.rss(),
          workersKilled,
          log,
        };
      case 'publish':
        await bus.publish(asked.topic, { data: asked.data, attributes: asked.attributes });
        return null;
      case 'plant':
        await writeFile(path.join(path.dirname(webDirectory), 'planted.txt'), asked.text);
        return null;
      case 'dead-letters':
        return (await bus.deadLetters(null, 1_000)).deadLetters.length;
      case 'inbox':
        return store.head(asked.userId);
      case 'operator':
        await accounts.setOperator(asked.userId, true);
        return null;
      case 'age-session':
        for (const session of await accounts.sessionsOf(asked.userId)) {
          await accounts.putSession({ ...session, createdAt: session.createdAt - asked.milliseconds });
        }
        return null;
    }
  };
  process.on('message', (asked: Asked) => {
    answer(asked).then(
      (answered) => process.send?.({ answered }),
      (failure: unknown) => process.send?.({ failure: String(failure) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url: server.url });
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exit(1);
});
