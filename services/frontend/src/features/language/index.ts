export { LanguageField } from './language-field';
export { LanguageSwitch } from './language-switch';
