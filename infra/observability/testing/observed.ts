import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { systemClock } from '@parley/embedded';
import { startScene, type Cleanups, type Person, type Scene } from '../../local/testing/running-server';
import { jsonLog } from '../logs/json-log';
import { prometheusTelemetry, type PrometheusTelemetry } from '../metrics/prometheus';
import { createTracing } from '../traces/tracer';

/** A server that keeps everything that can be seen of it. */
export interface Observed {
  readonly scene: Scene;
  readonly measured: PrometheusTelemetry;
  /** Every line of its log, of every severity. */
  readonly log: string[];
  readonly spans: InMemorySpanExporter;
}

/** Starts a whole server, all measured, logged and traced. */
export async function startObserved(cleanups: Cleanups): Promise<Observed> {
  const measured = prometheusTelemetry({ process: true });
  const log: string[] = [];
  const spans = new InMemorySpanExporter();
  const tracing = await createTracing({ service: 'parley', exporter: spans, immediately: true });
  const write = (line: string) => void log.push(line);
  const scene = await startScene(cleanups, {
    sendsPerSecond: 10_000,
    sendBurst: 10_000,
    telemetry: {
      ...measured.telemetry,
      log: jsonLog({ clock: systemClock, write, least: 'DEBUG' }),
      span: tracing.span,
    },
    series: () => measured.series(),
    metrics: (accept) => measured.metrics(accept),
  });
  return { scene, measured, log, spans };
}

const contract = (body: string, kind: 'Inbound' | 'Outbound') => `
from parley import ${kind}Automation
from string_utils import StringUtils
service Main {
  execution: single
  embed StringUtils as StringUtils
  inputPort Messages { location: "local" interfaces: ${kind}Automation }
  main { onMessage( message )( answer ) { ${body} } }
}`;

/** Writes its owner's messages in capitals. */
export const shouting = contract(
  'toUpperCase@StringUtils( message.messageBody )( answer.messageBody )',
  'Outbound',
);

/** Answers every message; keeps those that begin with `SPAM` from its owner. */
export const answering = contract(
  `answer.action = "forward"
   startsWith@StringUtils( message.messageBody { prefix = "SPAM" } )( isSpam )
   if( isSpam ) { answer.action = "drop" }
   else { answer.reply[0] << { to = message.senderID, message = "I heard you." } }`,
  'Inbound',
);

/** Runs until it is stopped. */
export const endless = contract('while( true ) { i++ }', 'Inbound');

/** Gives a person a script, which holds from now on. */
export async function give(scene: Scene, { token }: Person, target: 'send' | 'recv', source: string) {
  const answer = await scene.call('PUT', `/api/scripts/${target}`, {
    token,
    body: source,
    headers: { 'content-type': 'text/plain' },
  });
  if (answer.status !== 200) throw new Error(`The script was refused: ${answer.text}`);
}
