import accounts from './en/accounts.json';
import app from './en/app.json';
import audit from './en/audit.json';
import chat from './en/chat.json';
import command from './en/command.json';
import connection from './en/connection.json';
import conversations from './en/conversations.json';
import language from './en/language.json';
import models from './en/models.json';
import music from './en/music.json';
import offline from './en/offline.json';
import problems from './en/problems.json';
import settings from './en/settings.json';
import shortcuts from './en/shortcuts.json';
import status from './en/status.json';
import welcome from './en/welcome.json';

/** Every text of the page in English, a file for each namespace. */
export const en = {
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
