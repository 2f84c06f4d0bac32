import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { MusicState, ServiceHealth } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import {
  close,
  createHttpApp,
  createMetrics,
  createMetricsServer,
  listen,
  type Logger,
} from '@alice/service-runtime';
import { Mpd2Connection } from './clients/mpd2-connection';
import { NluClient } from './clients/nlu-client';
import { OllamaLanguageModel } from './clients/ollama-language-model';
import { OllamaMonitor } from './clients/ollama-monitor';
import type { BackendConfig, BackendSecrets } from './config/config';
import { nameDatabaseError } from './database/name-database-error';
import { openDatabase, pendingMigrations, type Database } from './database/open-database';
import { createEvents } from './events';
import { accountsRoutes, AccountsService } from './features/accounts';
import { KnexAccountStore } from './features/accounts/knex-account-store';
import { chatRoutes, ConversationsService, conversationsRoutes } from './features/conversations';
import { conversationsSockets, TurnService } from './features/conversations';
import { KnexConversationStore } from './features/conversations/knex-conversation-store';
import { healthRoutes, HealthService } from './features/health';
import { MpdMusicPlayer, musicRoutes } from './features/music';
import { KnexMusicMemoryStore } from './features/music/knex-music-memory-store';
import { toolsRoutes, ToolsService } from './features/tools';
import { createGuard, userOf } from './http/authenticate';
import { documentationRoutes } from './http/documentation-routes';
import { createSocketServer } from './sockets/create-socket-server';

/** The accounts on an open database. */
export function createAccounts(database: Database, secrets: BackendSecrets): AccountsService {
  return new AccountsService(new KnexAccountStore(database), secrets.SETUP_TOKEN);
}

/** A backend that listens. */
export interface Backend {
  port: number;
  stop: () => Promise<void>;
}

/** How long running answers may go on when the backend stops, in milliseconds. */
const DRAIN_MS = 12_000;

const OK: ServiceHealth = { status: 'ok' };
const ms = (seconds: number) => seconds * 1000;

/**
 * Builds the whole backend and starts to listen.
 * @throws UnavailableError where the database cannot be reached or lacks migrations
 */
export async function startBackend(
  config: BackendConfig,
  secrets: BackendSecrets,
  logger: Logger,
  version: string,
): Promise<Backend> {
  const metrics = createMetrics();
  const events = createEvents(logger, metrics);
  const database = openDatabase(config.DATABASE_URL, secrets.POSTGRES_PASSWORD);
  if ((await pendingMigrations(database)) > 0) {
    await database.destroy();
    throw new UnavailableError('the database lacks migrations: run the migrate job first');
  }
  const accounts = createAccounts(database, secrets);
  const mpd = new Mpd2Connection({ host: config.MPD_HOST, port: config.MPD_PORT }, logger);
  const player = new MpdMusicPlayer(mpd, new KnexMusicMemoryStore(database));
  const tools = new ToolsService(player, {
    useTools: config.USE_TOOLS,
    enabledTools: config.ENABLED_TOOLS,
    onCall: (call) => events.toolCalled(call),
  });
  const nlu = new NluClient(config.NLU_URL);
  const ollama = new OllamaMonitor(
    {
      host: config.OLLAMA_HOST,
      pullHost: config.OLLAMA_PULL_HOST,
      model: config.OLLAMA_MODEL,
      connectTimeoutMs: ms(config.OLLAMA_CONNECT_TIMEOUT),
    },
    logger,
  );
  const model = new OllamaLanguageModel(
    {
      host: config.OLLAMA_HOST,
      model: config.OLLAMA_MODEL,
      contextTokens: config.OLLAMA_NUM_CTX,
      connectMs: ms(config.OLLAMA_CONNECT_TIMEOUT),
      firstTokenMs: ms(config.OLLAMA_FIRST_TOKEN_TIMEOUT),
      idleMs: ms(config.OLLAMA_IDLE_TIMEOUT),
      totalMs: ms(config.OLLAMA_TIMEOUT),
      harmony: config.USE_HARMONY,
    },
    ollama,
  );
  const conversationStore = new KnexConversationStore(database);
  const interrupted = await conversationStore.interruptOpenAnswers();
  if (interrupted > 0) logger.warn('answers were interrupted by the last stop', { interrupted });
  const conversations = new ConversationsService(conversationStore);
  const turns = new TurnService({
    store: conversationStore,
    understanding: nlu,
    model,
    tools,
    options: {
      confidenceThreshold: config.NLU_CONFIDENCE_THRESHOLD,
      commandTemperature: config.HARMONY_TEMPERATURE_COMMANDS,
      modelTools: config.USE_TOOLS && config.USE_HARMONY,
      minimal: config.JARVIS_MINIMAL,
      timeZone: config.TZ,
    },
    onTurn: (turn) => events.turnEnded(turn),
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
  let draining = false;
  const routes = [
    ...healthRoutes(health, () => draining),
    ...accountsRoutes(accounts, userOf),
    ...chatRoutes(turns, userOf),
    ...conversationsRoutes(conversations, userOf),
    ...toolsRoutes(tools),
    ...musicRoutes(player),
  ];
  const app = createHttpApp({
    routes: [...routes, ...documentationRoutes(routes, version)],
    logger,
    metrics,
    guard: createGuard(accounts),
    nameError: nameDatabaseError,
  });
  const server = createServer(app);
  const io = createSocketServer(
    server,
    accounts,
    logger,
    conversationsSockets(turns, conversationStore, logger),
  );
  const metricsServer = createMetricsServer(metrics);

  let told: MusicState | undefined;
  player.onChange(() => {
    player.state().then(
      (state) => {
        if (isDeepStrictEqual(state, told)) return;
        told = state;
        io.emit('music:state', state);
      },
      (error: unknown) => logger.debug('no music state', { reason: String(error) }),
    );
  });
  health.watch((state) => io.emit('system:status', state));
  mpd.open();
  if (!config.JARVIS_MINIMAL) ollama.start();
  if (config.ENABLE_METRICS) await listen(metricsServer, config.METRICS_PORT);
  const port = await listen(server, config.BACKEND_PORT, config.BACKEND_HOST);
  logger.info('listening', { port, version });

  return {
    port,
    stop: async () => {
      draining = true;
      io.emit('server:draining', { retryInMs: Math.round(Math.random() * 3_000) });
      health.stop();
      ollama.stop();
      await turns.drain(DRAIN_MS);
      await io.close();
      await close(server);
      await close(metricsServer);
      await mpd.close();
      await database.destroy();
    },
  };
}
