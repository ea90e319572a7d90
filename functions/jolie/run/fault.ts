import type { Span } from '../language';
import { Value } from '../values';

/** A Jolie fault on its way to a handler: expected by the language, thrown on the host only inside a run. */
export class Fault extends Error {
  constructor(
    readonly fault: string,
    readonly data: Value,
    /** The statement that threw it. */
    readonly place: Span | null,
    /** What really happened, where a service tells its callers less: for the service's own author. */
    readonly origin: Fault | null = null,
  ) {
    super(fault);
  }
}

/** The branch is ended by a fault of a sibling: scopes run their `this` handler and let it pass. */
export class Terminated extends Error {
  constructor(
    /** The fault that ended it; a request that it was answering is answered with this. */
    readonly killer: Fault | null = null,
  ) {
    super('terminated');
  }
}

/** `exit`, and the library's halt: ends the run. */
export class Exit extends Error {
  constructor(
    readonly status: number,
    /** Whether the run ends even when an embedded service asks for it. */
    readonly whole = false,
  ) {
    super('exit');
  }
}

/** A fault as the official interpreter makes it of a Java exception: its text, and a `stackTrace` without host frames. */
export function exceptionFault(name: string, message: string, place: Span | null): Fault {
  const data = new Value(message === '' ? undefined : message);
  const trace = message === '' ? name : `${name}: ${message}`;
  const free = <T>(make: () => T) => make();
  const meter = { allocate() {}, charge() {}, making: free, placing: free };
  data.append('stackTrace', trace, meter);
  return new Fault(name, data, place);
}

/** The fault of a message that does not reach its service. */
export const ioFault = (message: string, place: Span | null = null): Fault =>
  exceptionFault('IOException', message, place);
