// Next's standalone server reads PORT and HOSTNAME; Docker sets HOSTNAME to the container's id.
process.env.PORT = process.env.FRONTEND_PORT || '3000';
process.env.HOSTNAME = '0.0.0.0';
// Longer than nginx keeps its connections, or it meets one that is just being closed.
process.env.KEEP_ALIVE_TIMEOUT ||= '75000';
if (process.argv[2] === 'dev') {
  process.argv.splice(2, 1, 'dev', '--port', process.env.PORT);
  require('next/dist/bin/next');
} else {
  // The same as the other services have; the image holds it beside this file.
  require('./watchdog.mts').startWatchdog({ service: 'frontend' });
  if (/^(?:1|true)$/i.test(process.env.ENABLE_METRICS ?? ''))
    require('./serve-metrics').serveMetrics(process.env.METRICS_PORT || 9464);
  // Next.js answers what it has begun and then ends with 143; a service that was told to stop, and did, has ended well.
  process.once('exit', (code) => {
    if (code === 143) process.exitCode = 0;
  });
  require('./server.js');
}
