/** The engine in a thread of the page's own: whatever is typed, the page never waits for it. */
import {
  checkRequest,
  jsonContracts,
  messageFor,
  permissionsOf,
  resultOf,
  runRequest,
  scriptModules,
  trialOf,
  withoutFile,
  type AskedOfWorker,
} from '@parley/automation/contract';
import { aboutName, format, proposalsAt, renameAt, signatureAt, usesOf } from '@parley/jolie';
import { serve, type WorkerAnswer, type WorkerRequest } from '@parley/jolie/worker';
import type { EngineAnswers, EngineRequest, Place, TryRequest } from './protocol';

/** The engine's second door, asked and answered in one go. */
function engineHere(): (asked: AskedOfWorker) => WorkerAnswer {
  let answer: WorkerAnswer | null = null;
  let ask: (request: WorkerRequest) => void = () => {};
  serve(
    { postMessage: (message) => (answer = message), onMessage: (listener) => (ask = listener) },
    () => performance.now(),
    { modules: scriptModules },
  );
  return (asked) => {
    ask({ id: 0, ...asked });
    return answer!;
  };
}

const engine = engineHere();

function run({ target, source, input, start, zone, seed }: TryRequest, traced: boolean) {
  const message = messageFor(target, input);
  const began = performance.now();
  const answer = engine(runRequest({ source, message, start, zone, seed, milliseconds: Infinity, traced }));
  const took = Math.round(performance.now() - began);
  return { trial: trialOf(target, input, resultOf({ kind: 'answer', answer }, took)), answer };
}

const asked = ({ target, source, offset }: Place) =>
  [
    { file: 'script.ol', text: source, modules: scriptModules },
    offset,
    { json: jsonContracts[target] },
  ] as const;

function answerTo(request: EngineRequest): EngineAnswers[EngineRequest['kind']] {
  switch (request.kind) {
    case 'check': {
      const answer = engine(checkRequest(request.source));
      return 'diagnostics' in answer ? answer.diagnostics.map(withoutFile) : [];
    }
    case 'try':
      return run(request, false).trial;
    case 'steps': {
      const { trial, answer } = run(request, true);
      if (!('outcome' in answer)) return { trial, steps: [], more: false, output: '' };
      const { steps = [], more = false, outcome } = answer;
      return { trial, steps, more, output: outcome.output };
    }
    case 'format':
      return { formatted: format(request.source) };
    case 'permissions': {
      const source = { file: 'script.ol', text: request.source, modules: scriptModules };
      const uses = usesOf(source, { usual: 'Main' });
      return { may: uses === null ? null : [...permissionsOf(request.target, uses)] };
    }
    case 'about':
      return { found: aboutName(...asked(request)) };
    case 'proposals':
      return { found: proposalsAt(...asked(request)) };
    case 'signature':
      return { found: signatureAt(...asked(request)) };
    case 'rename': {
      const [source, offset, options] = asked(request);
      return renameAt(source, offset, request.to, options);
    }
  }
}

self.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
  self.postMessage({ id: data.id, answer: answerTo(data) });
};
