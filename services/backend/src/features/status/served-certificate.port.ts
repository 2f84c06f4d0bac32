import type { TlsMode } from '@alice/contracts';

/** The certificate that people get to see; times in Unix seconds. */
export interface ServedCertificate {
  notBefore: number;
  notAfter: number;
  /** Whether it is the one that nginx makes where it has no other. */
  madeByNginx: boolean;
}

/** Whether nginx lacks the certificate that it is to serve. */
export function isMissing({ madeByNginx, mode }: ServedCertificate & { mode: TlsMode }): boolean {
  return madeByNginx && mode !== 'self-signed';
}

export interface CertificateProbe {
  /** @throws UnavailableError where nobody shows one within 5 s */
  read(): Promise<ServedCertificate>;
}
