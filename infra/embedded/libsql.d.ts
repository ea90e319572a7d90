/** The part of libsql's synchronous interface that is used here; the package declares none. */
declare module 'libsql' {
  export type Parameter = string | number | bigint | null;
  export interface Statement {
    run(...parameters: Parameter[]): { changes: number; lastInsertRowid: number };
    get(...parameters: Parameter[]): unknown;
    all(...parameters: Parameter[]): unknown[];
  }
  export default class Libsql {
    constructor(file: string, options?: { timeout?: number });
    prepare(sql: string): Statement;
    exec(sql: string): void;
    pragma(sql: string): unknown[];
    close(): void;
  }
}
