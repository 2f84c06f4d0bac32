import type { MusicState } from '@alice/contracts';
import type { BackendConfig } from './config/config';
import { readAssistantTexts } from './config/read-assistant-texts';
import type { Events } from './events';
import type { AccountsService } from './features/accounts';
import {
  ConversationDigester,
  ConversationKeeper,
  describeSituation,
  ModelContext,
  ModelReply,
  TokenEstimate,
  TurnService,
  type ConversationStore,
  type LanguageModel,
  type TurnPeers,
  type TurnQueue,
  type Understanding,
} from './features/conversations';
import type { ToolsService } from './features/tools';

/** The turn engine and all that it stands on. */
export function createTurns(
  config: BackendConfig,
  events: Events,
  accounts: AccountsService,
  parts: {
    store: ConversationStore;
    understanding: Understanding;
    queue: TurnQueue;
    model: LanguageModel;
    tools: ToolsService;
    admit: (userId: string) => Promise<void>;
    instanceId: string;
    peers: TurnPeers | undefined;
    /** What plays, as it was told last. */
    music: () => Promise<MusicState>;
  },
): TurnService {
  const { store, queue, model, tools, music } = parts;
  const texts = readAssistantTexts();
  const estimate = new TokenEstimate();
  const situation = { timeZone: config.TZ, now: () => new Date(), music };
  const context = new ModelContext({
    store,
    model,
    digester: new ConversationDigester(model, texts, estimate),
    texts,
    estimate,
    situation: (locale) => describeSituation(situation, locale),
    persona: async (userId) => (await accounts.preferences(userId)).persona,
    onLeftOut: (event) => events.historyLeftOut(event),
  });
  const reply = new ModelReply({
    store,
    model,
    tools,
    context,
    estimate,
    modelTools: config.USE_TOOLS && config.USE_HARMONY,
    commandTemperature: config.HARMONY_TEMPERATURE_COMMANDS,
    wholeMs: config.OLLAMA_TIMEOUT * 1_000,
  });
  const keeper = new ConversationKeeper({
    store,
    model,
    queue,
    context,
    texts,
    onError: (error) => events.keepingFailed(error),
  });
  return new TurnService({
    ...parts,
    reply,
    keeper,
    options: { confidenceThreshold: config.NLU_CONFIDENCE_THRESHOLD, minimal: config.JARVIS_MINIMAL },
    onTurn: (turn) => events.turnEnded(turn),
    onError: (error) => events.storingFailed(error),
  });
}
