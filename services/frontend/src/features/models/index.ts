export { ModelChooser } from './model-chooser';
