import path from 'node:path';
import { startServer } from './server';
import { systemClock, systemIds } from '@parley/embedded';
import { openTelemetry, prometheusTelemetry, readObservability } from '@parley/observability';
import { LocalError, localCodes } from './errors';

/** A port from 0 (any free one) to 65535. */
function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new LocalError(
    localCodes.invalidSetting,
    `PORT is ${JSON.stringify(text)}; it must be a number up to 65535.`,
  );
}

/** How many proxies stand before the server: none unless said. */
function proxiesOf(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new LocalError(
    localCodes.invalidSetting,
    `PARLEY_PROXIES is ${JSON.stringify(text)}; it must be the number of proxies before this server.`,
  );
}

async function main(): Promise<void> {
  const [, , workerFile, webDirectory] = process.argv;
  if (workerFile === undefined || webDirectory === undefined) {
    throw new LocalError(localCodes.invalidSetting, 'Start the server with `npm start`.');
  }
  const { env } = process;
  const measured = prometheusTelemetry({ process: true });
  const { telemetry, close: closeTelemetry } = await openTelemetry({
    service: 'parley',
    settings: readObservability(env, 'WARNING'),
    clock: systemClock,
    write: (line) => process.stderr.write(line),
    measurements: measured.telemetry,
  });
  const server = await startServer({
    port: portOf(env['PORT'] ?? '8080'),
    proxies: proxiesOf(env['PARLEY_PROXIES'] ?? '0'),
    host: env['HOST'] ?? '127.0.0.1',
    directory: path.resolve(env['PARLEY_DATA'] ?? '.parley'),
    workerFile,
    webDirectory,
    clock: systemClock,
    ids: systemIds,
    telemetry,
    series: () => measured.series(),
    metrics: (accept) => measured.metrics(accept),
    ...(env['PARLEY_JWT_KEYS'] === undefined ? {} : { keys: env['PARLEY_JWT_KEYS'] }),
    ...(env['PARLEY_ORIGINS'] === undefined ? {} : { origins: env['PARLEY_ORIGINS'].split(',') }),
  });
  let closing = false;
  const close = () => {
    // A second signal ends the process as it would without us.
    if (closing) process.exit(1);
    closing = true;
    server
      .close()
      .then(closeTelemetry)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  console.log(server.url);
}

main().catch((failure: unknown) => {
  // What a person can mend is said in one line; anything else is a defect, and its place matters.
  const isTold = failure instanceof Error && 'code' in failure;
  console.error(isTold ? failure.message : failure);
  process.exit(1);
});
