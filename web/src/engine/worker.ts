/** The engine in a thread of the page's own: whatever is typed, the page never waits for it. */
import {
  checkRequest,
  messageFor,
  resultOf,
  runRequest,
  scriptModules,
  trialOf,
  withoutFile,
  type AskedOfWorker,
} from '@parley/automation/contract';
import { describeLibrary } from '@parley/jolie';
import { serve, type WorkerAnswer, type WorkerRequest } from '@parley/jolie/worker';
import type { EngineAnswers, EngineRequest } from './protocol';

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

function answerTo(request: EngineRequest): EngineAnswers[EngineRequest['kind']] {
  switch (request.kind) {
    case 'describe':
      return describeLibrary();
    case 'check': {
      const answer = engine(checkRequest(request.source));
      return 'diagnostics' in answer ? answer.diagnostics.map(withoutFile) : [];
    }
    case 'try': {
      const { target, source, input, start, seed } = request;
      const message = messageFor(target, input);
      const began = performance.now();
      const answer = engine(runRequest({ source, message, start, seed, milliseconds: Infinity }));
      const took = Math.round(performance.now() - began);
      return trialOf(target, input, resultOf({ kind: 'answer', answer }, took));
    }
  }
}

self.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
  self.postMessage({ id: data.id, answer: answerTo(data) });
};
