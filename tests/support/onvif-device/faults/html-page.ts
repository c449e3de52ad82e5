import { STATUS_CODES } from 'node:http';
import type { Reply } from '../http/exchange.ts';

/** A page for people, as embedded web servers send it with any status. */
export function htmlPage(status: number): Reply {
  const title = `${status} ${STATUS_CODES[status] ?? 'Status'}`;
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html><html lang="vi"><head><title>${title}</title><meta charset="utf-8"></head><body><h1>${title}</h1><p>Thiết bị đang bận<br>Đăng nhập lại</body></html>`,
  };
}
