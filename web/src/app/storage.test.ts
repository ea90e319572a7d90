import { describe, expect, it } from '@jest/globals';
import { steadyStorage } from './storage';

class Memory {
  readonly values = new Map<string, string>();
  constructor(private readonly room = Infinity) {}
  getItem = (key: string) => this.values.get(key) ?? null;
  removeItem = (key: string) => void this.values.delete(key);
  setItem = (key: string, value: string) => {
    if (this.values.size >= this.room) throw new Error('QuotaExceededError');
    this.values.set(key, value);
  };
}

describe('a steady storage', () => {
  it('given a storage that works, then it is that storage', () => {
    const memory = new Memory();
    const storage = steadyStorage(() => memory);
    storage.setItem('a', '1');
    expect(memory.values.get('a')).toBe('1');
    expect(storage.getItem('a')).toBe('1');
    storage.removeItem('a');
    expect(memory.values.size).toBe(0);
    expect(storage.getItem('a')).toBeNull();
  });

  it('given a browser that keeps the storage from the page, then what is written lasts as long as the page', () => {
    const storage = steadyStorage(() => {
      throw new Error('SecurityError');
    });
    expect(storage.getItem('a')).toBeNull();
    storage.setItem('a', '1');
    expect(storage.getItem('a')).toBe('1');
    storage.removeItem('a');
    expect(storage.getItem('a')).toBeNull();
  });

  it('given a full storage, then the newest value is read, and an older one is not', () => {
    const memory = new Memory(1);
    memory.values.set('a', 'old');
    const storage = steadyStorage(() => memory);
    storage.setItem('a', 'new');
    expect(storage.getItem('a')).toBe('new');
    memory.values.clear();
    storage.setItem('a', 'newest');
    expect(memory.values.get('a')).toBe('newest');
    expect(storage.getItem('a')).toBe('newest');
  });
});
