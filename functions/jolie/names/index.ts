import type { Source } from '../compile/modules';
import type { LoadedLibrary } from '../compile/packages';
import { aboutNoted, type AboutName } from './about';
import { proposalsIn, type NameProposals } from './proposals';
import { Reading } from './reading';
import { renameNoted, type Renaming } from './rename';
import { signatureIn, type Signature } from './signature';
import type { JsonContract } from './types';

export type { AboutName, NameKind } from './about';
export type { NameProposal, NameProposals } from './proposals';
export type { Range } from './reading';
export type { Renaming } from './rename';
export type { Signature } from './signature';
export type { JsonContract } from './types';

export interface NamesOptions {
  /** Characters that a source may have; 64 Ki unless said otherwise. */
  readonly sourceLimit?: number;
  /** What is known of the JSON that the program reads and writes. */
  readonly json?: JsonContract;
}

/** What an editor asks of a source at a place (an offset in UTF-16 units), whatever is wrong elsewhere in it. */
export class Names {
  readonly #limit: number;
  readonly #json: JsonContract | null;

  constructor(
    private readonly library: LoadedLibrary,
    { sourceLimit = 64 * 1024, json }: NamesOptions,
  ) {
    this.#limit = sourceLimit;
    this.#json = json ?? null;
  }

  about(source: Source, offset: number): AboutName | null {
    const reading = this.#read(source);
    const name = reading.nameAt(offset);
    return name === null ? null : aboutNoted(reading, name, this.#json);
  }

  proposals(source: Source, offset: number): NameProposals | null {
    return proposalsIn(source, offset, this.library, { sourceLimit: this.#limit, json: this.#json });
  }

  signature(source: Source, offset: number): Signature | null {
    return signatureIn(this.#read(source), offset);
  }

  rename(source: Source, offset: number, to: string): Renaming {
    const reading = this.#read(source);
    const name = reading.nameAt(offset);
    return name === null ? { kind: 'not-own' } : renameNoted(reading, name, to);
  }

  #read(source: Source): Reading {
    return new Reading(source, this.library, this.#limit);
  }
}
