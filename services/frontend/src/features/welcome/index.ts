export { FirstSentenceStep } from './first-sentence-step';
export { stepFrom } from './steps';
export { WelcomeFrame } from './welcome-frame';
