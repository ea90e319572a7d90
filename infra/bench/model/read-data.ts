import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Data, Prices, ServiceTimes } from './data';

/** Where `--measure` writes, from the root of the repository. */
export const serviceTimesFile = 'infra/bench/model/service-times.json';

const read = (root: string, file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** The files beside the model. @param root the root of the repository */
export const readData = (root: string): Data => ({
  prices: read(root, 'infra/bench/model/prices.json') as Prices,
  times: read(root, serviceTimesFile) as ServiceTimes,
});
