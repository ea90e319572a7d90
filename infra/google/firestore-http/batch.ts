import type { WriteBatch } from '../firestore/database';
import type { Calls } from './calls';
import { HttpWrites } from './writes';

export class HttpBatch extends HttpWrites implements WriteBatch {
  constructor(private readonly calls: Calls) {
    super(calls.root);
  }

  async commit(): Promise<void> {
    if (this.writes.length > 0) await this.calls.call('commit', { writes: this.writes });
  }
}
