/** One request in flight, the latest wins, every answer is drawn; after a lost connection it tries again by itself. */

const RETRY_MS = [500, 1000, 2000, 4000];

/**
 * @param {{onAnswer: (buffer: ArrayBuffer) => void, onRefused: (sentence: string, field: string) => void,
 *   onDown: () => void, onUp: () => void}} handlers
 */
export function createPump({ onAnswer, onRefused, onDown, onUp }) {
  let wanted = null;
  let busy = false;
  let failures = 0;
  let timer = 0;
  let closed = false;

  async function send() {
    const url = wanted;
    busy = true;
    clearTimeout(timer);
    try {
      const response = await fetch(url);
      if (closed) return;
      if (response.status >= 500 || response.status === 429) throw new Error(`HTTP ${response.status}`);
      if (response.ok) onAnswer(await response.arrayBuffer());
      else {
        const { error, field } = await response.json();
        onRefused(error, field);
      }
      if (failures > 0) onUp();
      failures = 0;
      if (wanted === url) wanted = null;
    } catch {
      if (closed) return;
      failures += 1;
      onDown();
    } finally {
      busy = false;
    }
    if (wanted === null || closed) return;
    if (failures === 0) send();
    else timer = setTimeout(send, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
  }

  return {
    request(url) {
      wanted = url;
      if (!busy && failures === 0) send();
    },
    /** Try at once instead of waiting. */
    retry() {
      if (!busy && wanted !== null) send();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
