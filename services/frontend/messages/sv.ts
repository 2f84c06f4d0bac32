import accounts from './sv/accounts.json';
import app from './sv/app.json';
import audit from './sv/audit.json';
import chat from './sv/chat.json';
import command from './sv/command.json';
import connection from './sv/connection.json';
import conversations from './sv/conversations.json';
import language from './sv/language.json';
import models from './sv/models.json';
import music from './sv/music.json';
import offline from './sv/offline.json';
import problems from './sv/problems.json';
import settings from './sv/settings.json';
import shortcuts from './sv/shortcuts.json';
import status from './sv/status.json';
import welcome from './sv/welcome.json';

/** Every text of the page in Swedish, a file for each namespace. */
export const sv = {
  accounts,
  app,
  audit,
  chat,
  command,
  connection,
  conversations,
  language,
  models,
  music,
  offline,
  problems,
  settings,
  shortcuts,
  status,
  welcome,
};
