import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../index';
import { serve, type WorkerAnswer, type WorkerRequest } from './index';

const modules = new Map([
  ['packages/parley.ol', 'interface Automation { RequestResponse: onMessage( string )( string ) }'],
]);

/** Asks a worker that knows the module `parley`; `id` is added. */
function ask(request: Record<string, unknown>): WorkerAnswer {
  const answers: WorkerAnswer[] = [];
  let deliver: (message: WorkerRequest) => void = () => {};
  serve(
    { postMessage: (message) => answers.push(message), onMessage: (listener) => (deliver = listener) },
    () => 0,
    { modules },
  );
  // What passes between threads is cloned: the protocol must hold nothing that cannot be.
  deliver(structuredClone({ id: 7, ...request }) as WorkerRequest);
  return structuredClone(answers[0]!);
}

const service = `from parley import Automation
service Other { main { nullProcess } }
service Main { execution: single inputPort In { location: "local" interfaces: Automation } main { onMessage( m )( "hi " + m ) } }`;
const running = (text: string, more: object = {}) => ({
  kind: 'run',
  source: { file: 'script.ol', text },
  args: ['x'],
  start: 0,
  seed: '',
  limits: defaultLimits,
  ...more,
});
const call = { operation: 'onMessage', request: 'ann' };

describe('the worker', () => {
  it('given a service with the operation, when called, then the answer is the response', () => {
    expect(ask(running(service, { call }))).toMatchObject({
      id: 7,
      called: true,
      outcome: { kind: 'finished', response: 'hi ann' },
    });
  });

  it('given a program without the operation, when called, then it runs to its own end', () => {
    const text = 'include "console.iol"\nmain { println@Console( args[0] )() }';
    expect(ask(running(text, { call }))).toMatchObject({ called: false, outcome: { output: 'x\n' } });
  });

  it('given modules with the source, when it imports them, then they are found', () => {
    const text = 'from .shop import T\nmain { x = 1 instanceof T }';
    const source = { file: 's.ol', text, modules: new Map([['shop.ol', 'type T: int']]) };
    expect(ask({ kind: 'check', source })).toMatchObject({ diagnostics: [] });
    expect(ask({ kind: 'check', source: { file: 's.ol', text } })).toMatchObject({
      diagnostics: [{ code: 'unknown-module' }],
    });
  });

  it('given a source to check, when it compiles, then its operations are told', () => {
    expect(ask({ kind: 'check', source: { file: 's.ol', text: service } })).toEqual({
      id: 7,
      diagnostics: [],
      operations: [{ name: 'onMessage', kind: 'request-response', port: 'In' }],
    });
  });
});
