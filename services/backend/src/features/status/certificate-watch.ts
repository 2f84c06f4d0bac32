import type { CertificateProbe, ServedCertificate } from './served-certificate.port';

/** Between two looks, in milliseconds; sooner until something was seen, since nginx starts after the backend. */
const LOOK_AGAIN_MS = 300_000;
const LOOK_FIRST_MS = 15_000;

/** Keeps an eye on the certificate that nginx serves, by asking as a browser would. */
export class CertificateWatch {
  private last: ServedCertificate | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly probe: CertificateProbe,
    private readonly onUnseen: (error: unknown) => void,
  ) {}

  /** What was seen last; null before. */
  get seen(): ServedCertificate | null {
    return this.last;
  }

  /** Looks now, and again and again until `stop`. */
  start(): void {
    this.stopped = false;
    void this.look().finally(() => {
      if (this.stopped) return;
      this.timer = setTimeout(() => this.start(), this.last ? LOOK_AGAIN_MS : LOOK_FIRST_MS);
      this.timer.unref();
    });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    try {
      this.last = await this.probe.read();
    } catch (error) {
      this.onUnseen(error);
    }
  }
}
