/**
 * A tool that could not do what it was asked, for a reason that the person can understand. `code` is one of the tool
 * error codes of the contracts; `values` fill the message's gaps.
 */
export class ToolFailure extends Error {
  constructor(
    readonly code: string,
    readonly values: Record<string, string> = {},
    options?: { cause: unknown },
  ) {
    super(`tool failed: ${code}`, options);
    this.name = 'ToolFailure';
  }
}
