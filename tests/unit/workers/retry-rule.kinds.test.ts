import { UnrecoverableError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { AppError, ERROR_KINDS } from '../../../domain/app-error.ts';
import { isRetried, judgeJobFailure } from '../../../workers/retry-rule.ts';

describe('a job that failed', () => {
  it.each(ERROR_KINDS)('of kind %s is thrown on so that the queue does what the rule says', (kind) => {
    const error = new AppError(kind, 'some_code', 'a message');
    const { rethrow } = judgeJobFailure(error);
    expect(rethrow instanceof UnrecoverableError).toBe(!isRetried(error));
    // what is kept as the reason
    expect(rethrow.message).toBe('some_code');
  });
  it('is tried again when one of our own parts is away, and not when it was given something wrong', () => {
    expect(['unavailable', 'cancelled'].map((kind) => isRetried(new AppError(kind as 'unavailable', 'c', 'm')))).toEqual([true, true]);
    expect(['invalid', 'internal', 'camera'].map((kind) => isRetried(new AppError(kind as 'invalid', 'c', 'm')))).toEqual([false, false, false]);
  });
  it('for a reason that nobody foresaw is not tried again, and keeps its reason', () => {
    const { error, rethrow } = judgeJobFailure(new TypeError('x is undefined'));
    expect(error).toMatchObject({ kind: 'internal', cause: expect.any(TypeError) });
    expect(rethrow).toBeInstanceOf(UnrecoverableError);
  });
});
