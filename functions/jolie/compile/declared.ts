import type { Declaration, Port } from '../language';

type Of<K extends Declaration['kind']> = Extract<Declaration, { readonly kind: K }>;

/** The declarations that a service's code is made of, by their kinds, each in the order of the text. */
export class Declared {
  readonly definitions: Of<'define'>[] = [];
  readonly executions: Of<'execution'>[] = [];
  readonly inits: Of<'init' | 'main'>[] = [];
  readonly mains: Of<'init' | 'main'>[] = [];
  readonly inputPorts: Port[] = [];
  readonly couriers: Of<'courier'>[] = [];
  readonly correlationSets: Of<'cset'>[] = [];

  constructor(declarations: readonly Declaration[]) {
    for (const each of declarations) this.#add(each);
  }

  #add(each: Declaration): void {
    switch (each.kind) {
      case 'define':
        this.definitions.push(each);
        break;
      case 'execution':
        this.executions.push(each);
        break;
      case 'init':
        this.inits.push(each);
        break;
      case 'main':
        this.mains.push(each);
        break;
      case 'input-port':
        this.inputPorts.push(each);
        break;
      case 'courier':
        this.couriers.push(each);
        break;
      case 'cset':
        this.correlationSets.push(each);
        break;
      default:
    }
  }
}
