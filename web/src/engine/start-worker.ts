import type { EngineWorker } from './engine';

/** Starts the engine's worker; its code is loaded now, and not before. */
export const startWorker = (): EngineWorker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }) as unknown as EngineWorker;
