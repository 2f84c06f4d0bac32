/** The file's name in a Content-Disposition header; `fallback` where it names none. */
export function fileName(disposition: string | null, fallback: string): string {
  const encoded = /filename\*=utf-8''([^;\s]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
  try {
    return (encoded && decodeURIComponent(encoded)) || plain || fallback;
  } catch {
    return plain ?? fallback;
  }
}
