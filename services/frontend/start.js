// Next's standalone server reads PORT and HOSTNAME; Docker sets HOSTNAME to the container's id.
process.env.PORT = process.env.FRONTEND_PORT || '3000';
process.env.HOSTNAME = '0.0.0.0';
// Longer than nginx keeps its connections, or it meets one that is just being closed.
process.env.KEEP_ALIVE_TIMEOUT ||= '75000';
require('./server.js');
