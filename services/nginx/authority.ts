import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CertificateFiles {
  certificate: string;
  key: string;
}

/** A certificate authority, made by openssl in a directory of its own. */
export class Authority {
  private readonly directory = mkdtempSync(join(tmpdir(), 'alice-test-authority-'));
  private count = 0;

  constructor() {
    this.signItself('Test CA', 'ca');
  }

  /** A certificate for a name, good for whole days from now on; none at all means that it is over at once. */
  sign(
    name: string,
    { key = 'ec', days = 30 }: { key?: keyof typeof KEYS; days?: number } = {},
  ): CertificateFiles {
    const file = `${++this.count}`;
    this.openssl(
      ...['req', ...KEYS[key], '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
      ...['-keyout', `${file}.key`, '-out', `${file}.csr`],
    );
    this.openssl(
      ...['x509', '-req', '-in', `${file}.csr`, '-copy_extensions', 'copy', '-days', String(days)],
      ...['-CA', 'ca.pem', '-CAkey', 'ca.key', '-out', `${file}.pem`],
    );
    return { certificate: this.read(`${file}.pem`), key: this.read(`${file}.key`) };
  }

  /** A certificate that signs itself. */
  signAlone(name: string): CertificateFiles {
    this.signItself(name, 'alone');
    return { certificate: this.read('alone.pem'), key: this.read('alone.key') };
  }

  /** Its own certificate, for who is to trust it. */
  get certificate(): string {
    return this.read('ca.pem');
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private signItself(name: string, file: string): void {
    const output = ['-keyout', `${file}.key`, '-out', `${file}.pem`];
    this.openssl('req', '-x509', ...KEYS.ec, '-days', '30', '-subj', `/CN=${name}`, ...output);
  }

  private read(file: string): string {
    return readFileSync(join(this.directory, file), 'utf8');
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.directory, stdio: 'pipe' });
  }
}

const KEYS = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
  rsa: ['-newkey', 'rsa:2048', '-nodes'],
};
