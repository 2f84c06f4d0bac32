import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import type { ServiceHealth } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import {
  close,
  createHttpApp,
  createMetrics,
  createMetricsServer,
  listen,
  type Logger,
} from '@alice/service-runtime';
import { MpdPictures } from './clients/mpd-pictures';
import { Mpd2Connection } from './clients/mpd2-connection';
import { NluClient } from './clients/nlu-client';
import { OllamaHttp } from './clients/ollama-http';
import { OllamaLanguageModel } from './clients/ollama-language-model';
import { OllamaModels } from './clients/ollama-models';
import { OllamaMonitor } from './clients/ollama-monitor';
import { PrometheusFigures } from './clients/prometheus-figures';
import { TlsCertificateProbe } from './clients/tls-certificate-probe';
import type { BackendConfig, BackendSecrets } from './config/config';
import { readModelCatalogue } from './config/read-model-catalogue';
import {
  connectionsOf,
  dataFolder,
  openDatabase,
  pendingMigrations,
  postgresConnection,
  type Database,
} from './database/open-database';
import { createEvents, type Events } from './events';
import { accountsRoutes, invitationsRoutes, InvitationsService } from './features/accounts';
import { KnexInvitationStore } from './features/accounts/knex-invitation-store';
import { auditRoutes } from './features/audit';
import {
  chatRoutes,
  conversationsRoutes,
  ConversationsService,
  conversationsSockets,
  LoneTurnBoardStore,
  TurnQueue,
} from './features/conversations';
import { KnexConversationStore } from './features/conversations/knex-conversation-store';
import { KnexTurnBoardStore } from './features/conversations/knex-turn-board-store';
import { healthRoutes, HealthService } from './features/health';
import { InstancesService } from './features/instances';
import { KnexInstanceStore } from './features/instances/knex-instance-store';
import { ModelAdviser, modelsRoutes, ModelsService, readMachine } from './features/models';
import {
  createLimiter,
  forgetCountsToCome,
  isShared,
  TURN_WINDOW_SECONDS,
  TurnLimit,
} from './features/limits';
import { KnexModelSettingsStore } from './features/models/knex-model-settings-store';
import {
  MpdLibrary,
  MpdMusicCollection,
  MpdMusicPlayer,
  musicRoutes,
  MusicWatch,
  TrackCovers,
} from './features/music';
import { KnexMusicMemoryStore } from './features/music/knex-music-memory-store';
import {
  CertificateWatch,
  countHealerAlarms,
  FiguresService,
  readBackupState,
  readDisk,
  statusRoutes,
  StatusService,
} from './features/status';
import { KnexDatabaseFacts } from './features/status/knex-database-facts';
import { toolsRoutes, ToolsService } from './features/tools';
import { createGauges } from './gauges';
import { createGuard, identityOf, userOf } from './http/authenticate';
import { documentationRoutes } from './http/documentation-routes';
import { createSocketServer, type AliceSocketServer } from './sockets/create-socket-server';
import { createPostgresAdapter } from './sockets/postgres-adapter';
import { leaveWithinMs, waitForLeaving } from './sockets/wait-for-leaving';
import { createAccounts, createAudit, createLoginBrake } from './wire-accounts';
import { createTurns } from './wire-turns';

/** A backend that listens. */
export interface Backend {
  port: number;
  stop: () => Promise<void>;
}

/** What a page has more than it was told, to leave when the backend stops; in milliseconds. */
const LATE_MS = 500;
/** How long running answers may go on when the backend stops, in milliseconds. */
const DRAIN_MS = 12_000;

/** Who may wait for the language model: two for each user, 16 answers in all; in milliseconds, 5 minutes and 2 s. */
const QUEUE = { waitingPerUser: 2, most: 16, longestWaitMs: 300_000, quietMs: 2_000 };

/** Between two looks for conversations whose time for taking back a deletion is over, in milliseconds. */
const PURGE_EVERY_MS = 3_600_000;

/** What the backup service tells, in a volume of its own. */
const BACKUP_STATE = '/backups/state.json';
/** Where nginx serves TLS to the other services. */
const NGINX = { host: 'nginx', port: 8443 };

const OK: ServiceHealth = { status: 'ok' };
const ms = (seconds: number) => seconds * 1000;

function createTurnLimit(database: Database, { RATE_TURNS_PER_USER: points }: BackendConfig): TurnLimit {
  const shared = { name: 'turns', points, seconds: TURN_WINDOW_SECONDS };
  return new TurnLimit(points, isShared(database) ? createLimiter(database, shared) : undefined);
}

function createModelAdviser(config: BackendConfig): ModelAdviser {
  return new ModelAdviser({
    catalogue: readModelCatalogue(),
    machine: readMachine(config.OLLAMA_HOST, {
      modelMemoryBytes: config.OLLAMA_MEMORY,
      gpuMemoryBytes: config.GPU_MEMORY_MB * 2 ** 20,
    }),
    contextTokens: config.OLLAMA_NUM_CTX * config.OLLAMA_NUM_PARALLEL,
  });
}

/**
 * Builds the whole backend and starts to listen. `place` is what no other process has at the same time; whoever had it
 * before is gone.
 * @throws UnavailableError where the database cannot be reached or lacks migrations
 */
export async function startBackend(
  config: BackendConfig,
  secrets: BackendSecrets,
  logger: Logger,
  version: string,
  place = hostname(),
): Promise<Backend> {
  const metrics = createMetrics();
  const backupsWanted = config.ALICE_ENV !== 'development';
  const database = openDatabase(config.DATABASE_URL, secrets.POSTGRES_PASSWORD, 'serve');
  const shared = isShared(database);
  const instanceId = randomUUID();
  const queue = new TurnQueue({
    boards: shared ? new KnexTurnBoardStore(database) : new LoneTurnBoardStore(),
    instanceId,
    parallel: config.OLLAMA_NUM_PARALLEL,
    ...QUEUE,
    onChange: () => (shared ? io.serverSideEmit('queue:changed') : undefined),
  });
  const gauged = {
    queue: () => ({ waiting: queue.length, running: queue.made }),
    disk: () => readDisk(dataFolder(config.DATABASE_URL)),
    backup: () => readBackupState(BACKUP_STATE, backupsWanted),
    healerAlarms: () => countHealerAlarms(dataFolder(config.DATABASE_URL)),
    certificate: () => {
      const mode = config.TLS_MODE;
      return mode && certificate.seen ? { ...certificate.seen, mode } : null;
    },
  };
  const events: Events = createEvents(logger, metrics);
  const certificate = new CertificateWatch(
    new TlsCertificateProbe(NGINX, new URL(config.PUBLIC_URL).hostname),
    (error) => events.certificateUnseen(error),
  );
  if ((await pendingMigrations(database)) > 0) {
    await database.destroy();
    throw new UnavailableError('the database lacks migrations: run the migrate job first');
  }
  const audit = createAudit(database, (error) => events.auditFailed(error));
  const brake = createLoginBrake(database, config);
  const accounts = createAccounts(database, config, secrets, audit.record, brake);
  const invitations = new InvitationsService(new KnexInvitationStore(database), accounts, {
    publicUrl: config.PUBLIC_URL,
    brake,
    record: audit.record,
  });
  const mpdAddress = { host: config.MPD_HOST, port: config.MPD_PORT };
  const mpd = new Mpd2Connection(mpdAddress, logger);
  const library = new MpdLibrary(mpd);
  const pictures = new MpdPictures(mpdAddress);
  const covers = new TrackCovers(pictures, mpd);
  const player = new MpdMusicPlayer(mpd, new KnexMusicMemoryStore(database), library, covers);
  const tools = new ToolsService(player, {
    useTools: config.USE_TOOLS,
    enabledTools: config.ENABLED_TOOLS,
    onCall: (call) => {
      events.toolCalled(call);
      audit.record('tool_called', { subject: call.name, outcome: call.executed ? 'ok' : 'failed' });
    },
  });
  const nlu = new NluClient(config.NLU_URL);
  const connectMs = ms(config.OLLAMA_CONNECT_TIMEOUT);
  const ollamaModels = new OllamaModels({
    host: config.OLLAMA_HOST,
    pullHost: config.OLLAMA_PULL_HOST,
    connectMs,
  });
  const models: ModelsService = new ModelsService(ollamaModels, new KnexModelSettingsStore(database), {
    fallback: { model: config.OLLAMA_MODEL, effort: config.OLLAMA_REASONING_EFFORT },
    onChange: () => void ollama.look(),
    onPullEnd: (pull, error) => events.modelPullEnded(pull, error),
  });
  await models.load();
  const ollama: OllamaMonitor = new OllamaMonitor(
    {
      host: config.OLLAMA_HOST,
      model: () => models.choice().model,
      pullOf: (name) => models.pullOf(name),
      onMissing: () => void models.fetchDefault(),
      onReady: () => void model.warmUp(),
    },
    logger,
  );
  const ollamaHttp = new OllamaHttp(config.OLLAMA_HOST, connectMs);
  const model: OllamaLanguageModel = new OllamaLanguageModel(
    {
      choice: () => models.choice(),
      contextTokens: config.OLLAMA_NUM_CTX,
      firstTokenMs: ms(config.OLLAMA_FIRST_TOKEN_TIMEOUT),
      idleMs: ms(config.OLLAMA_IDLE_TIMEOUT),
      totalMs: ms(config.OLLAMA_TIMEOUT),
      harmony: config.USE_HARMONY,
    },
    ollamaHttp,
    ollama,
    logger,
  );
  const conversationStore = new KnexConversationStore(database, instanceId);
  const instances = new InstancesService(new KnexInstanceStore(database), {
    instance: { id: instanceId, place },
    alone: !shared,
    onLook: async () => {
      const interrupted = await conversationStore.interruptOpenAnswers();
      await queue.look();
      if (shared) await models.load();
      if (interrupted > 0) logger.warn('answers of a backend that is gone were interrupted', { interrupted });
    },
    onError: (error) => logger.warn('no sign of life could be given', { error }),
  });
  const conversations = new ConversationsService(conversationStore);
  const music = new MusicWatch(player, {
    // Every backend hears the music itself, and tells its own pages.
    tell: (state) => io.local.emit('music:state', state),
    onError: (error) => logger.debug('no music state', { reason: String(error) }),
  });
  const turnLimit = createTurnLimit(database, config);
  const turns = createTurns(config, events, accounts, {
    admit: (userId) => turnLimit.take(userId),
    instanceId,
    peers: shared ? { tell: (wish) => io.serverSideEmit('turn:wish', wish) } : undefined,
    store: conversationStore,
    understanding: nlu,
    queue,
    model,
    tools,
    music: () => music.state(),
  });
  const health = new HealthService(
    {
      database: () => database.raw('SELECT 1').then(() => OK),
      nlu: () => nlu.ping().then(() => OK),
      ollama: () => Promise.resolve(config.JARVIS_MINIMAL ? { status: 'off' } : ollama.health()),
      speech: () => Promise.resolve({ status: 'off' }),
      music: () => player.ping().then(() => OK),
    },
    version,
  );
  createGauges(metrics, {
    ...gauged,
    health: () => health.check(),
    connections: () => connectionsOf(database),
  });
  const figures = new FiguresService(new PrometheusFigures(config.PROMETHEUS_URL));
  const status = new StatusService({
    ...gauged,
    backupsWanted,
    health: () => health.check(),
    figures: config.ENABLE_METRICS ? () => figures.current() : undefined,
    database: new KnexDatabaseFacts(database),
    versions: {
      nlu: () => nlu.version(),
      ollama: () => ollamaModels.version(),
      music: () => Promise.resolve(mpd.protocolVersion ?? null),
    },
    models: () => ollamaModels.list(),
    wantedModel: () => ({ name: models.choice().model, pull: models.pullOf(models.choice().model) }),
  });
  let draining = false;
  const routes = [
    ...healthRoutes(health, () => draining),
    ...accountsRoutes(accounts, identityOf),
    ...invitationsRoutes(invitations, accounts.sessionLifetimeMs),
    ...chatRoutes(turns, userOf),
    ...conversationsRoutes(conversations, userOf),
    ...modelsRoutes(models, createModelAdviser(config), audit.record),
    ...toolsRoutes(tools, (request) => turnLimit.take(userOf(request).id)),
    ...auditRoutes(audit),
    ...statusRoutes(status, figures),
    ...musicRoutes(player, new MpdMusicCollection(mpd, library, covers), pictures),
  ];
  const app = createHttpApp({
    routes: [...routes, ...documentationRoutes(routes, version)],
    logger,
    metrics,
    guard: createGuard(accounts),
  });
  const server = createServer(app);
  const adapter = shared
    ? createPostgresAdapter(postgresConnection(config.DATABASE_URL, secrets.POSTGRES_PASSWORD), (error) =>
        logger.warn('the backends cannot speak with each other', { error }),
      )
    : undefined;
  const io: AliceSocketServer = createSocketServer(
    server,
    accounts,
    logger,
    conversationsSockets(turns, conversationStore, logger),
    config.RATE_SOCKET_EVENTS,
    adapter?.adapter,
  );
  io.on('turn:wish', (wish) => turns.heed(wish));
  io.on('queue:changed', () => void queue.look());
  await instances.start();
  const metricsServer = createMetricsServer(metrics);

  music.start();
  const purge = () =>
    void Promise.all([conversations.purgeDeleted(), forgetCountsToCome(database)]).catch((error: unknown) =>
      logger.warn('what is over was not purged', { error }),
    );
  const purging = setInterval(purge, PURGE_EVERY_MS);
  // Also a backend that never runs for so long forgets what it must.
  purge();
  health.watch((state) => io.local.emit('system:status', state));
  mpd.open();
  if (!config.JARVIS_MINIMAL) ollama.start();
  if (config.TLS_MODE) certificate.start();
  if (config.ENABLE_METRICS) await listen(metricsServer, config.METRICS_PORT);
  const port = await listen(server, config.BACKEND_PORT, config.BACKEND_HOST);
  logger.info('listening', { port, version });

  return {
    port,
    stop: async () => {
      draining = true;
      const withinMs = leaveWithinMs(io.sockets.sockets.size);
      for (const socket of io.sockets.sockets.values())
        socket.emit('server:draining', { retryInMs: Math.round(Math.random() * withinMs) });
      clearInterval(purging);
      health.stop();
      ollama.stop();
      certificate.stop();
      models.stop();
      // The pages go over to another backend, or wait for the next, before what they ask for is refused.
      await waitForLeaving(io.engine, withinMs + LATE_MS);
      await turns.drain(DRAIN_MS);
      await instances.stop();
      await ollamaHttp.close();
      await io.close();
      await adapter?.close();
      await close(server);
      await close(metricsServer);
      await mpd.close();
      await turnLimit.close();
      await audit.written();
      await database.destroy();
    },
  };
}
