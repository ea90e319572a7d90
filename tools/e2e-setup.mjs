// A browser on a busy machine is not deterministic: a test that fails is tried once more, and its first failure is printed.
import { jest } from '@jest/globals';

jest.retryTimes(1, { logErrorsBeforeRetry: true });
