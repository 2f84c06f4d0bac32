import { get } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface Seen {
  status: number;
  strictTransportSecurity: string | undefined;
  serial: string;
  names: string;
  subject: string;
  issuer: string;
  curve: string | undefined;
}

/** One request to nginx itself on a connection of its own, whatever its certificate is worth. */
export function look(port: number, servername: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      servername,
      path: '/healthz',
      agent: false,
      rejectUnauthorized: false,
    };
    const headers = { Host: servername };
    const request = get({ ...options, headers, timeout: 5_000 }, (response) => {
      const certificate = (response.socket as TLSSocket).getPeerCertificate();
      response.resume();
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          strictTransportSecurity: response.headers['strict-transport-security'],
          serial: certificate.serialNumber,
          names: certificate.subjectaltname ?? '',
          subject: String(certificate.subject?.CN),
          issuer: String(certificate.issuer.CN),
          curve: certificate.asn1Curve,
        }),
      );
    });
    request.once('timeout', () => request.destroy(new Error('no answer in 5 s')));
    request.once('error', reject);
  });
}

/** Asks on and on until it is stopped, and counts. */
export class Prober {
  answered = 0;
  readonly failures: string[] = [];
  readonly serials = new Set<string>();
  private readonly running: Promise<void>;
  private stopped = false;

  constructor(port: number, servername: string) {
    this.running = this.go(port, servername);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async go(port: number, servername: string): Promise<void> {
    while (!this.stopped) {
      await look(port, servername).then(
        ({ status, serial }) => {
          if (status === 200) this.answered += 1;
          else this.failures.push(`status ${status}`);
          this.serials.add(serial);
        },
        (error: unknown) => this.failures.push(String(error)),
      );
    }
  }
}
