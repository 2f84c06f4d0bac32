/** Who asks, as the connection tells. */
export interface Caller {
  /** An IP address. */
  address?: string | undefined;
  userAgent?: string | undefined;
  /** The secret of the session that came along; signing in ends it. */
  token?: string | undefined;
}
