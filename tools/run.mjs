// node tools/run.mjs ENTRY.ts [ARG…]: bundles the entry and runs it in this process.
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const [entry] = process.argv.splice(2, 1);
await import(pathToFileURL(await bundle(entry)).href);
