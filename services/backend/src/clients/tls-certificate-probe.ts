import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { UnavailableError } from '@alice/errors';
import type { CertificateProbe, ServedCertificate } from '../features/status';

/** Longest handshake, in milliseconds. */
const HANDSHAKE_MS = 5_000;

/** As services/nginx/entrypoint signs them. */
const MADE_BY_NGINX = 'CN=Alice';

const seconds = (date: string) => Date.parse(date) / 1000;

/** Shakes hands with a TLS server, asking for `name` as a browser would, and sends nothing. */
export class TlsCertificateProbe implements CertificateProbe {
  constructor(
    private readonly address: { host: string; port: number },
    private readonly name: string,
  ) {}

  read(): Promise<ServedCertificate> {
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown) => reject(new UnavailableError('no certificate was shown', { cause }));
      const socket = connect({
        ...this.address,
        // Nobody asks for an address by name.
        servername: isIP(this.name) === 0 ? this.name : '',
        // It is to see also what a browser would not trust.
        rejectUnauthorized: false,
      });
      const timer = setTimeout(() => socket.destroy(new Error('the handshake took too long')), HANDSHAKE_MS);
      socket.once('secureConnect', () => {
        const certificate = socket.getPeerX509Certificate();
        if (!certificate) fail(new Error('there is none'));
        else
          resolve({
            notBefore: seconds(certificate.validFrom),
            notAfter: seconds(certificate.validTo),
            madeByNginx: certificate.subject === MADE_BY_NGINX && certificate.issuer === MADE_BY_NGINX,
          });
        socket.end();
      });
      socket.once('error', fail);
      socket.once('close', () => clearTimeout(timer));
    });
  }
}
