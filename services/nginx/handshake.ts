import { connect, type ConnectionOptions, type PeerCertificate } from 'node:tls';

export interface Handshake {
  protocol: string | null;
  cipher: string;
  certificate: PeerCertificate;
}

/** Shakes hands on a port of this machine, whatever the certificate is worth, and lets go. */
export function handshake(port: number, options: ConnectionOptions = {}): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const settings = {
      host: '127.0.0.1',
      port,
      servername: 'localhost',
      rejectUnauthorized: false,
      ...options,
    };
    const socket = connect(settings, () => {
      const certificate = socket.getPeerCertificate();
      resolve({ protocol: socket.getProtocol(), cipher: socket.getCipher().name, certificate });
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
