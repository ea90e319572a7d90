// `npm run fuzz`: reads random texts as envelopes, frames and attributes; scripts have `functions/jolie/fuzz`.
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

await import(pathToFileURL(await bundle('infra/bench/fuzz/main.ts')).href);
