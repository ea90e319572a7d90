import { createRequire } from 'node:module';
import path from 'node:path';
import { createContext, runInContext, runInNewContext, Script } from 'node:vm';
import { another, message, plainLoop, twin } from '@parley/jolie/bench';
import { packageNames } from './install';

/*
 * Another engine under measurement, in a process of its own: `node-vm FOLDER`, `isolated-vm FOLDER` or `quickjs FOLDER`, of
 * the folder in which the peers are installed. It is asked by messages and answers each with a number.
 */

/** What is asked, for so many. */
export interface Asked {
  readonly measure: 'cold' | 'warm' | 'turn' | 'memory';
  readonly count: number;
}

/** An engine: each function does its work once. */
interface Engine {
  /** A source in an engine's context of its own, to its answer; resolves with a way to end it. */
  start(source: string, k: number): { readonly answer: string; end(): void };
  /** A run of the automation in a fresh context. */
  run(k: number): string;
  loop(turns: number): number;
  /** Bytes that `start`ed programs hold, or null where the memory of the process tells. */
  readonly bytes: (() => number) | null;
}

const [, , kind, folder = ''] = process.argv;
const load = createRequire(path.join(folder, 'package.json'));

function nodeVm(): Engine {
  type Automation = (asked: object) => { readonly body: string };
  const known = new Script(twin);
  const loop = runInNewContext(plainLoop) as (turns: number) => number;
  const started = new Set<Automation>();
  return {
    start(source, k) {
      const automation = runInContext(source, createContext()) as Automation;
      started.add(automation);
      return { answer: automation(message(k)).body, end: () => started.delete(automation) };
    },
    run: (k) => (known.runInNewContext() as Automation)(message(k)).body,
    loop,
    bytes: null,
  };
}

/** As far as it is used here. */
interface IsolatedVm {
  readonly Isolate: new (options: { readonly memoryLimit: number }) => {
    createContextSync(): { release(): void };
    compileScriptSync(source: string): { runSync(context: object, options: object): Reference };
    dispose(): void;
  };
}
interface Reference {
  applySync(receiver: undefined, args: readonly unknown[], options: object): unknown;
  release(): void;
}

function isolatedVm(): Engine {
  const { Isolate } = load(packageNames['isolated-vm']) as IsolatedVm;
  const copied = { arguments: { copy: true }, result: { copy: true } };
  const answerOf = (automation: Reference, k: number) =>
    (automation.applySync(undefined, [message(k)], copied) as { readonly body: string }).body;
  const shared = new Isolate({ memoryLimit: 512 });
  const known = shared.compileScriptSync(twin);
  const loop = shared.compileScriptSync(plainLoop).runSync(shared.createContextSync(), { reference: true });
  return {
    start(source, k) {
      const isolate = new Isolate({ memoryLimit: 64 });
      const context = isolate.createContextSync();
      const automation = isolate.compileScriptSync(source).runSync(context, { reference: true });
      return { answer: answerOf(automation, k), end: () => isolate.dispose() };
    },
    run(k) {
      const context = shared.createContextSync();
      const automation = known.runSync(context, { reference: true });
      const answer = answerOf(automation, k);
      automation.release();
      context.release();
      return answer;
    },
    loop: (turns) => loop.applySync(undefined, [turns], copied) as number,
    bytes: null,
  };
}

/** As far as it is used here. */
interface QuickJs {
  newRuntime(): Runtime;
}
interface Runtime {
  newContext(): Context;
  dispose(): void;
  computeMemoryUsage(): Handle;
}
interface Context {
  evalCode(source: string): object;
  unwrapResult(result: object): Handle;
  dump(handle: Handle): unknown;
  dispose(): void;
}
interface Handle {
  dispose(): void;
}

async function quickJs(): Promise<Engine> {
  const { newQuickJSWASMModuleFromVariant } = load(packageNames.quickjs) as {
    newQuickJSWASMModuleFromVariant(variant: unknown): Promise<QuickJs>;
  };
  const variant = load('@jitl/quickjs-wasmfile-release-sync') as { default?: unknown };
  const quick = await newQuickJSWASMModuleFromVariant(variant.default ?? variant);
  const valueOf = (context: Context, source: string): unknown => {
    const handle = context.unwrapResult(context.evalCode(source));
    const value = context.dump(handle);
    handle.dispose();
    return value;
  };
  const answerOf = (context: Context, source: string, k: number) =>
    valueOf(
      context,
      `globalThis.onMessage = ${source}; onMessage(${JSON.stringify(message(k))}).body`,
    ) as string;
  const shared = quick.newRuntime();
  const loops = shared.newContext();
  const started = new Set<{ readonly runtime: Runtime; readonly context: Context }>();
  return {
    start(source, k) {
      const runtime = quick.newRuntime();
      const one = { runtime, context: runtime.newContext() };
      started.add(one);
      const answer = answerOf(one.context, source, k);
      const end = () => {
        started.delete(one);
        one.context.dispose();
        runtime.dispose();
      };
      return { answer, end };
    },
    run(k) {
      const context = shared.newContext();
      const answer = answerOf(context, twin, k);
      context.dispose();
      return answer;
    },
    loop: (turns) => valueOf(loops, `(${plainLoop})(${turns})`) as number,
    bytes: () =>
      [...started].reduce((sum, { runtime, context }) => {
        const usage = runtime.computeMemoryUsage();
        const { memory_used_size: bytes } = context.dump(usage) as { readonly memory_used_size: number };
        usage.dispose();
        return sum + bytes;
      }, 0),
  };
}

/** Processor time of this process, ms. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function measured(engine: Engine, { measure, count }: Asked, from: number): number {
  const began = now();
  if (measure === 'turn') {
    engine.loop(count);
    return ((now() - began) * 1e6) / count;
  }
  if (measure === 'memory') {
    const before = process.memoryUsage().rss;
    const kept = Array.from({ length: count }, (_, i) => engine.start(another(twin, from + i), i));
    // What the process got and gave back would serve the next round: it is kept where the process is asked.
    if (engine.bytes === null) return (process.memoryUsage().rss - before) / count / 1024;
    const bytes = engine.bytes();
    for (const { end } of kept) end();
    return bytes / count / 1024;
  }
  let length = 0;
  for (let k = 0; k < count; k++) {
    if (measure === 'warm') length += engine.run(k).length;
    else {
      const { answer, end } = engine.start(another(twin, from + k), k);
      length += answer.length;
      end();
    }
  }
  if (length === 0) throw new Error('nothing was answered');
  return ((now() - began) * 1000) / count;
}

async function main(): Promise<void> {
  const engine = await (kind === 'quickjs' ? quickJs() : kind === 'isolated-vm' ? isolatedVm() : nodeVm());
  let next = 0;
  process.on('message', (asked: Asked) => {
    process.send!(measured(engine, asked, next));
    next += asked.count;
  });
  process.on('disconnect', () => process.exit(0));
  process.send!(0);
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exit(1);
});
