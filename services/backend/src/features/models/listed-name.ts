/** A model's name as Ollama lists it: without its own registry and owner, with `latest` where no tag is given. */
export function listedName(name: string): string {
  const short = name.replace(/^registry\.ollama\.ai\//, '').replace(/^library\//, '');
  return short.includes(':') ? short : `${short}:latest`;
}
