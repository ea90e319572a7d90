import { walk } from '../language';
import { nearest, type Path, type Statement } from '../language';
import { bodiesOf, type CheckContext, type CheckedService, type Finding } from './context';

/**
 * Variables that are read in a service and written nowhere in it. Asking whether a variable is there, or how many
 * items it has, is no reading.
 */
export function* neverWritten({ services }: CheckContext): Iterable<Finding> {
  for (const service of services) {
    const written = writtenIn(service);
    const missing = new Map<string, Path>();
    for (const body of runningBodies(service)) {
      walk(body, {
        path: (path, use) => {
          const name = rootOf(path);
          if (
            use === 'read' &&
            name !== null &&
            !mayBeUnwritten(name) &&
            !written.has(name) &&
            !missing.has(name)
          )
            missing.set(name, path);
        },
      });
    }
    for (const [name, { span }] of missing) {
      // Of a very short name, every other is near.
      const near = name.length < 3 ? undefined : nearest(name, written);
      yield {
        code: 'never-written',
        span,
        message: `the variable ${name} is read, and nothing writes it`,
        ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
      };
    }
  }
}

/** `void` is how authors write that there is nothing; a name with a capital may be a port that the program makes as it runs. */
const mayBeUnwritten = (name: string): boolean => name === 'void' || /^[A-Z]/.test(name);

/** The name that a path of variables begins with. */
function rootOf({ root, steps }: Path): string | null {
  const name = root === 'variable' ? steps[0]?.name : null;
  return typeof name === 'string' ? name : null;
}

/** What something writes in a service, the engine included: arguments, the parameter, ports, and scopes with their faults. */
function writtenIn(service: CheckedService): ReadonlySet<string> {
  const { code, declarations, node } = service;
  const written = new Set<string>();
  const write = (path: Path | null) => {
    const name = path === null ? null : rootOf(path);
    if (name !== null) written.add(name);
  };
  for (const body of bodiesOf(service)) {
    walk(body, {
      statement: (each) => {
        if (each.kind === 'scope') written.add(each.name);
      },
      path: (path, use) => {
        if (use === 'write') write(path);
      },
    });
  }
  for (const each of declarations) {
    if (each.kind === 'input-port') written.add(each.name);
    if (each.kind !== 'courier') continue;
    for (const { request, response } of each.branches) {
      write(request);
      write(response);
    }
  }
  if (node?.parameter != null) written.add(node.parameter.name);
  for (const port of code.outputPorts.keys()) written.add(port);
  // Last, so that a hint names what the program writes before what it gets.
  for (const name of ['args', 'main']) written.add(name);
  return written;
}

/** The code that a service can run: its definitions only when something calls them, for an include may bring many. */
function runningBodies({ declarations }: CheckedService): ReadonlySet<Statement> {
  const defined = new Map<string, Statement>();
  for (const each of declarations) if (each.kind === 'define') defined.set(each.name, each.body);
  const running = new Set(bodiesOf({ declarations: declarations.filter(({ kind }) => kind !== 'define') }));
  for (const body of running) {
    walk(body, {
      statement: (each) => {
        const called = each.kind === 'define-call' ? defined.get(each.name) : undefined;
        // What is added to a set that is gone through is reached as well.
        if (called !== undefined) running.add(called);
      },
    });
  }
  return running;
}
