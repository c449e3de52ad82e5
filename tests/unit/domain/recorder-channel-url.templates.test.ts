import { describe, expect, test } from 'vitest';
import { checkCameraUrl } from '../../../domain/address-rule.ts';
import { CHANNEL_URL_TEMPLATES, channelPath, channelUrl, checkChannelTemplate, checkRecorderTarget } from '../../../domain/recorder-channel-url.ts';

describe('addresses of channels', () => {
  test.each([
    ['/Streaming/Channels/{channel}01', 3, '/Streaming/Channels/301'],
    ['/Streaming/Channels/{channel}01', 16, '/Streaming/Channels/1601'],
    ['/cam/realmonitor?channel={channel}&subtype=0', 4, '/cam/realmonitor?channel=4&subtype=0'],
    ['/h264Preview_{channel:02}_main', 7, '/h264Preview_07_main'],
    ['/h264Preview_{channel:02}_main', 12, '/h264Preview_12_main'],
    ['/{channel}/{channel:03}', 5, '/5/005'],
  ])('%s, channel %i', (template, channel, path) => {
    expect(channelPath(template, channel)).toBe(path);
  });

  test('of every maker in the table are addresses that may be dialled', () => {
    for (const { template, maker, source } of CHANNEL_URL_TEMPLATES) {
      expect(() => checkChannelTemplate(template), maker).not.toThrow();
      const url = channelUrl('rtsp://192.168.1.9/', template, 2);
      expect(checkCameraUrl(url, 'rtsp', {}).url, maker).toBe(url);
      expect(source).not.toBe('');
    }
  });

  test.each(['', 'live{channel}', '/live', '/{channel', '/{chan}', '/{channel}/{other}', '@evil/{channel}', '{channel}'])(
    'refuses the template %j',
    (template) => {
      expect(() => checkChannelTemplate(template)).toThrow(expect.objectContaining({ code: 'channel_template_malformed' }));
    },
  );

  test('leave no path in the address of the recorder', () => {
    expect(() => checkRecorderTarget('/')).not.toThrow();
    expect(() => checkRecorderTarget('/s1')).toThrow(expect.objectContaining({ code: 'recorder_url_with_path' }));
  });
});
