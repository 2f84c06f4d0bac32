import type { BackupFailure } from '@alice/contracts';

/** Why a backup, a verification or a restore did not go through; the message is for the person at the command line. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly code: BackupFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
