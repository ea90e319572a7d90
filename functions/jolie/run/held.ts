/** What packages of the library keep for a run, a service or a program: each made once, when it is first asked for. */
export class Held {
  /** Packages that keep something are few: lists are quicker than a table. */
  private makers: unknown[] | null = null;
  private things: unknown[] | null = null;

  /** What `make` made when it was first given; `make` itself is the name. */
  get<T>(make: () => T): T {
    const { makers, things } = this;
    if (makers === null || things === null) {
      const first = make();
      this.makers = [make];
      this.things = [first];
      return first;
    }
    const at = makers.indexOf(make);
    if (at >= 0) return things[at] as T;
    const thing = make();
    makers.push(make);
    things.push(thing);
    return thing;
  }
}
