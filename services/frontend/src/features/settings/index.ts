export { About } from './about';
export { Licences } from './licences';
export { PersonaForm } from './persona-form';
export { SettingsFrame } from './settings-frame';
export { ThemeField } from './theme-field';
