import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Decodes UTF-8 strictly and drops a byte order mark; null for bytes that are not UTF-8. */
export function decodeSource(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The Jolie files below (or, by `..`, beside) a folder, as the file map that the engine asks by path. A file is read
 * when it is first asked for; only `.ol` and `.iol` files are there.
 */
export class FolderModules implements ReadonlyMap<string, string> {
  readonly #read = new Map<string, string | undefined>();

  constructor(private readonly folder: string) {}

  get(file: string): string | undefined {
    if (!this.#read.has(file)) this.#read.set(file, this.#load(file));
    return this.#read.get(file);
  }

  has(file: string): boolean {
    return this.get(file) !== undefined;
  }

  #load(file: string): string | undefined {
    const place = path.resolve(this.folder, file);
    if (!/\.i?ol$/.test(place) || !existsSync(place) || !statSync(place).isFile()) return undefined;
    return decodeSource(readFileSync(place)) ?? undefined;
  }

  get #known(): [string, string][] {
    return [...this.#read].filter((each): each is [string, string] => each[1] !== undefined);
  }

  get size(): number {
    return this.#known.length;
  }

  forEach(visit: (text: string, file: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [file, text] of this.#known) visit(text, file, this);
  }

  entries(): MapIterator<[string, string]> {
    return new Map(this.#known).entries();
  }

  keys(): MapIterator<string> {
    return new Map(this.#known).keys();
  }

  values(): MapIterator<string> {
    return new Map(this.#known).values();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }
}
