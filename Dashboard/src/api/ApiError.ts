import type { Problem } from './types';

/** The service answered, and the answer was no. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly title: string;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.code = problem.code ?? null;
    this.title = problem.title;
  }
}
