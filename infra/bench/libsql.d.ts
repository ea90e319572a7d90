/** The part of libsql that the baselines use; the package declares no types. */
declare module 'libsql' {
  export default class Libsql {
    constructor(file: string);
    prepare(sql: string): { run(...parameters: unknown[]): { lastInsertRowid: number } };
    exec(sql: string): void;
    pragma(sql: string): unknown[];
    close(): void;
  }
}
