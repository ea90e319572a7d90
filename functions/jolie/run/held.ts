/** What packages of the library keep for a run, a service or a program: each made once, when it is first asked for. */
export class Held {
  private things: Map<unknown, unknown> | null = null;

  /** What `make` made when it was first given; `make` itself is the name. */
  get<T>(make: () => T): T {
    const things = (this.things ??= new Map<unknown, unknown>());
    let thing = things.get(make) as T | undefined;
    if (thing === undefined) things.set(make, (thing = make()));
    return thing;
  }
}
