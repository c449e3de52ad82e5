import { describe, expect, it } from 'vitest';
import { promptSearch } from '../../support/onvif-device/recording/recording-options.ts';
import { sampleRecording, spanOf } from '../../support/onvif-device/recording/sample-recording.ts';
import type { OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { at, bodies, call, callWithDigest, subcodes } from './onvif-device-calls.ts';
import { recorder } from './onvif-recorder-calls.ts';

const open = { authMode: 'none' } as const;
const tse = 'http://www.onvif.org/ver10/search/wsdl';
const tt = 'http://www.onvif.org/ver10/schema';
const spans = [spanOf('2026-11-20T01:00:00Z', '2026-11-20T01:10:00Z'), spanOf('2026-11-20T01:20:00Z', '2026-11-20T02:00:00Z')];
const stopped = sampleRecording({ spans, status: 'Stopped' });
const channels = [1, 2, 3, 4, 5].map((channel) => sampleRecording({ channel, spans }));

const scope = (inside = '') => `<Scope xmlns:t="${tt}">${inside}</Scope>`;
const findRecordings = (inside = '', keep = 'PT10S', max = '') =>
  `<FindRecordings xmlns="${tse}">${scope(inside)}${max}<KeepAliveTime>${keep}</KeepAliveTime></FindRecordings>`;
const results = (token: string, wish = '', kind = 'Recording') =>
  `<Get${kind}SearchResults xmlns="${tse}"><SearchToken>${token}</SearchToken>${wish}</Get${kind}SearchResults>`;
const endSearch = (token: string) => `<EndSearch xmlns="${tse}"><SearchToken>${token}</SearchToken></EndSearch>`;
const findEvents = (from: string, to: string, states = false, filter = '') =>
  `<FindEvents xmlns="${tse}"><StartPoint>${from}</StartPoint><EndPoint>${to}</EndPoint>${scope()}<SearchFilter>${filter}</SearchFilter>` +
  `<IncludeStartState>${states}</IncludeStartState><KeepAliveTime>PT10S</KeepAliveTime></FindEvents>`;

const search = (device: OnvifDevice, body: string) => call(at(device, '/onvif/search_service'), body);
const tokenIn = (text: string) => /SearchToken>([^<]+)</.exec(text)?.[1] ?? '';
const stateIn = (text: string) => /SearchState>([^<]+)</.exec(text)?.[1];
const recordingsIn = (text: string) => [...text.matchAll(/<tt:RecordingToken>([^<]+)</g)].map((match) => match[1]);

async function begin(device: OnvifDevice, body: string): Promise<string> {
  return tokenIn((await search(device, body)).text);
}

describe('services of a recorder', () => {
  it('are named by GetServices and GetCapabilities, and only when they are there', async () => {
    const { device } = await recorder(channels, open);
    const { text } = await call(device.url, bodies.services);
    for (const name of ['search', 'recording', 'replay']) {
      expect(text).toContain(
        `<tds:Namespace>http://www.onvif.org/ver10/${name}/wsdl</tds:Namespace><tds:XAddr>${at(device, `/onvif/${name}_service`)}</tds:XAddr>`,
      );
    }
    expect(text).toContain('<trp:Capabilities ReversePlayback="false" SessionTimeoutRange="1 3600" RTP_RTSP_TCP="true"/>');
    const legacy = '<GetCapabilities xmlns="http://www.onvif.org/ver10/device/wsdl"><Category>All</Category></GetCapabilities>';
    expect((await call(device.url, legacy)).text).toMatch(
      /<tt:Extension><tt:Recording><tt:XAddr>.*<tt:MaxStringLength>64<.*<tt:Search>.*<tt:Replay><tt:XAddr>[^<]*<\/tt:XAddr><\/tt:Replay><\/tt:Extension>/,
    );
    device.set({ searchService: false });
    expect((await call(device.url, bodies.services)).text).not.toContain('search/wsdl');
    expect((await search(device, findRecordings())).status).toBe(404);
    const items = await call(at(device, '/onvif/recording_service'), '<GetRecordings xmlns="http://www.onvif.org/ver10/recording/wsdl"/>');
    expect(recordingsIn(items.text)).toEqual(channels.map(({ token }) => token));
  });

  it('want a sign-in', async () => {
    const { device } = await recorder([stopped]);
    const address = at(device, '/onvif/search_service');
    expect((await call(address, findRecordings())).status).toBe(401);
    expect((await callWithDigest(address, findRecordings())).status).toBe(200);
  });

  it('describe recordings in the order of the schema', async () => {
    const { device } = await recorder([stopped], open);
    const item = await call(at(device, '/onvif/recording_service'), '<GetRecordings xmlns="http://www.onvif.org/ver10/recording/wsdl"/>');
    const source =
      '<tt:Source><tt:SourceId>urn:test-device:channel:1</tt:SourceId><tt:Name>Kênh 1</tt:Name><tt:Location>Cổng chợ &amp; bến xe</tt:Location>' +
      '<tt:Description>Channel 1</tt:Description><tt:Address></tt:Address><tt:VideoSourceToken>video_source_1</tt:VideoSourceToken></tt:Source>';
    expect(item.text).toContain(
      `<trc:RecordingItem><tt:RecordingToken>recording_1</tt:RecordingToken><tt:Configuration>${source}<tt:Content>Ghi liên tục</tt:Content>` +
        '<tt:MaximumRetentionTime>PT0S</tt:MaximumRetentionTime></tt:Configuration><tt:Tracks><tt:Track><tt:TrackToken>VIDEO001</tt:TrackToken>' +
        '<tt:Configuration><tt:TrackType>Video</tt:TrackType><tt:Description>H.264</tt:Description></tt:Configuration></tt:Track></tt:Tracks></trc:RecordingItem>',
    );
    const information = await search(device, `<GetRecordingInformation xmlns="${tse}"><RecordingToken>recording_1</RecordingToken></GetRecordingInformation>`);
    expect(information.text).toContain(
      `<tse:RecordingInformation><tt:RecordingToken>recording_1</tt:RecordingToken>${source}` +
        '<tt:EarliestRecording>2026-11-20T01:00:00.000Z</tt:EarliestRecording><tt:LatestRecording>2026-11-20T02:00:00.000Z</tt:LatestRecording>' +
        '<tt:Content>Ghi liên tục</tt:Content><tt:Track><tt:TrackToken>VIDEO001</tt:TrackToken><tt:TrackType>Video</tt:TrackType><tt:Description>H.264</tt:Description>' +
        '<tt:DataFrom>2026-11-20T01:00:00.000Z</tt:DataFrom><tt:DataTo>2026-11-20T02:00:00.000Z</tt:DataTo></tt:Track><tt:RecordingStatus>Stopped</tt:RecordingStatus>',
    );
    const summary = await search(device, `<GetRecordingSummary xmlns="${tse}"/>`);
    expect(summary.text).toContain(
      '<tse:Summary><tt:DataFrom>2026-11-20T01:00:00.000Z</tt:DataFrom><tt:DataUntil>2026-11-20T02:00:00.000Z</tt:DataUntil><tt:NumberRecordings>1</tt:NumberRecordings></tse:Summary>',
    );
    const unknown = await search(device, `<GetRecordingInformation xmlns="${tse}"><RecordingToken>x</RecordingToken></GetRecordingInformation>`);
    expect(subcodes(unknown)).toEqual(['InvalidArgVal', 'InvalidToken']);
  });

  it('write their times in their own ways', async () => {
    const { device } = await recorder([stopped], { ...open, clockOffsetMs: 17 * 60_000, recordingTimes: 'local-as-utc' });
    const from = async () => /DataFrom>([^<]+)</.exec((await search(device, `<GetRecordingSummary xmlns="${tse}"/>`)).text)?.[1];
    expect(await from()).toBe('2026-11-20T08:17:00.000Z');
    device.set({ recordingTimes: 'without-zone' });
    expect(await from()).toBe('2026-11-20T08:17:00.000');
    device.set({ recordingTimes: 'with-offset' });
    expect(await from()).toBe('2026-11-20T08:17:00.000+07:00');
    device.set({ recordingTimes: 'utc' });
    expect(await from()).toBe('2026-11-20T01:17:00.000Z');
  });

  it('give out replay addresses and keep the replay configuration', async () => {
    const { device, replay } = await recorder([stopped], open);
    const uri = (token: string, protocol = 'RTSP') =>
      call(
        at(device, '/onvif/replay_service'),
        `<GetReplayUri xmlns="http://www.onvif.org/ver10/replay/wsdl" xmlns:t="${tt}"><StreamSetup><t:Stream>RTP-Unicast</t:Stream>` +
          `<t:Transport><t:Protocol>${protocol}</t:Protocol></t:Transport></StreamSetup><RecordingToken>${token}</RecordingToken></GetReplayUri>`,
      );
    expect((await uri('recording_1')).text).toContain(`<trp:Uri>${replay.urlOf('recording_1')}</trp:Uri>`);
    expect(subcodes(await uri('other'))).toEqual(['InvalidArgVal', 'NoRecording']);
    expect(subcodes(await uri('recording_1', 'TCP'))).toEqual(['InvalidArgVal', 'InvalidStreamSetup']);
    device.set({ replayUri: 'rtsp://u:p@169.254.169.254/x?a=1&b' });
    expect((await uri('recording_1')).text).toContain('<trp:Uri>rtsp://u:p@169.254.169.254/x?a=1&amp;b</trp:Uri>');
    const configure = (timeout: string) =>
      call(
        at(device, '/onvif/replay_service'),
        `<SetReplayConfiguration xmlns="http://www.onvif.org/ver10/replay/wsdl" xmlns:t="${tt}"><Configuration><t:SessionTimeout>${timeout}</t:SessionTimeout></Configuration></SetReplayConfiguration>`,
      );
    expect((await configure('PT90S')).status).toBe(200);
    expect(subcodes(await configure('PT2H'))).toEqual(['InvalidArgVal', 'ConfigModify']);
    const got = await call(at(device, '/onvif/replay_service'), '<GetReplayConfiguration xmlns="http://www.onvif.org/ver10/replay/wsdl"/>');
    expect(got.text).toContain('<trp:Configuration><tt:SessionTimeout>PT90S</tt:SessionTimeout></trp:Configuration>');
  });
});

describe('FindRecordings', () => {
  it('finds what the scope includes, and its session ends with Completed', async () => {
    const { device } = await recorder(channels, open);
    const two = '<t:IncludedSources><t:Token>video_source_4</t:Token></t:IncludedSources><t:IncludedRecordings>recording_2</t:IncludedRecordings>';
    const token = await begin(device, findRecordings(two));
    const { text } = await search(device, results(token));
    expect([stateIn(text), recordingsIn(text)]).toEqual(['Completed', ['recording_2', 'recording_4']]);
    expect(text).toContain('<tse:ResultList><tt:SearchState>Completed</tt:SearchState><tt:RecordingInformation><tt:RecordingToken>');
    expect(subcodes(await search(device, results(token)))).toEqual(['InvalidArgVal', 'InvalidToken']);
    expect(subcodes(await search(device, endSearch(token)))).toEqual(['InvalidArgVal', 'InvalidToken']);
    const filter = '<t:RecordingInformationFilter>boolean(//Track[TrackType = "Audio"])</t:RecordingInformationFilter>';
    expect(recordingsIn((await search(device, results(await begin(device, findRecordings(filter))))).text)).toEqual([]);
    expect(recordingsIn((await search(device, results(await begin(device, findRecordings('', 'PT10S', '<MaxMatches>3</MaxMatches>'))))).text)).toHaveLength(3);
  });

  it('refuses tokens that are unknown, messages out of order and metadata', async () => {
    const { device } = await recorder(channels, open);
    expect(subcodes(await search(device, findRecordings('<t:IncludedRecordings>x</t:IncludedRecordings>')))).toEqual(['InvalidArgVal', 'InvalidToken']);
    expect(subcodes(await search(device, findRecordings('<t:IncludedSources><t:Token>x</t:Token></t:IncludedSources>')))).toEqual([
      'InvalidArgVal',
      'InvalidSource',
    ]);
    expect(subcodes(await search(device, `<FindRecordings xmlns="${tse}"><KeepAliveTime>PT1S</KeepAliveTime>${scope()}</FindRecordings>`))).toEqual([
      'InvalidArgs',
    ]);
    expect(subcodes(await search(device, `<FindMetadata xmlns="${tse}"/>`))).toEqual(['ActionNotSupported']);
    device.set({ search: { ...promptSearch, maxSessions: 0 } });
    expect(subcodes(await search(device, findRecordings()))).toEqual(['Action', 'ResourceProblem']);
  });

  it('hands results out in pieces, at most as many as are wanted', async () => {
    const { device } = await recorder(channels, { ...open, search: { ...promptSearch, pieceSize: 2, queuedCalls: 1 } });
    const token = await begin(device, findRecordings());
    const pages = [];
    for (const wish of ['', '<MinResults>2</MinResults>', '<MinResults>1</MinResults><MaxResults>1</MaxResults>', '']) {
      const { text } = await search(device, results(token, wish));
      pages.push([stateIn(text), recordingsIn(text)]);
    }
    expect(pages).toEqual([
      ['Queued', []],
      ['Searching', ['recording_1', 'recording_2']],
      ['Searching', ['recording_3']],
      ['Completed', ['recording_4', 'recording_5']],
    ]);
  });

  it('can go on for ever: it blocks for the wait time, or until EndSearch', async () => {
    const { device } = await recorder([stopped], { ...open, search: { ...promptSearch, neverCompletes: true } });
    const token = await begin(device, findRecordings());
    const wait = '<MinResults>5</MinResults><WaitTime>PT0.05S</WaitTime>';
    expect(recordingsIn((await search(device, results(token, wait))).text)).toHaveLength(1);
    const none = await search(device, results(token, wait));
    expect([stateIn(none.text), recordingsIn(none.text)]).toEqual(['Searching', []]);
    const blocking = search(device, results(token, '<WaitTime>PT60S</WaitTime>'));
    await device.waitFor('GetRecordingSearchResults', ({ status }) => status === undefined);
    expect((await search(device, endSearch(token))).text).toMatch(/<tse:EndSearchResponse><tse:Endpoint>[^<]+Z<\/tse:Endpoint><\/tse:EndSearchResponse>/);
    expect((await blocking).status).toBe(200);
    device.set({ search: { ...promptSearch, endless: true } });
    const endless = await search(device, results(await begin(device, findRecordings()), '<MaxResults>3</MaxResults>'));
    expect([stateIn(endless.text), recordingsIn(endless.text)]).toEqual(['Searching', ['recording_1', 'recording_1_1', 'recording_1_2']]);
  });

  it('forgets a session when its keep-alive time is over', async () => {
    let nowMs = 0;
    const { device } = await recorder(channels, { ...open, now: () => nowMs, search: { ...promptSearch, pieceSize: 1 } });
    const token = await begin(device, findRecordings('', 'PT10S'));
    nowMs = 9_000;
    expect((await search(device, results(token, '<MinResults>1</MinResults>'))).status).toBe(200);
    nowMs = 18_000;
    expect((await search(device, results(token, '<MinResults>1</MinResults>'))).status).toBe(200);
    nowMs = 28_001;
    expect(subcodes(await search(device, results(token)))).toEqual(['InvalidArgVal', 'InvalidToken']);
  });
});

describe('FindEvents', () => {
  const seen = (text: string) =>
    [
      ...text.matchAll(
        /<tt:Time>[^T]*T(\d\d:\d\d)[^<]*<.*?tns1:RecordingHistory\/(\w+)\/State<.*?Value="(true|false)"\/><\/tt:Data>.*?StartStateEvent>(true|false)/g,
      ),
    ].map((match) => match.slice(1).join(' '));
  const found = async (device: OnvifDevice, body: string) => seen((await search(device, results(await begin(device, body), '', 'Event'))).text);

  it('tells in the order of time when tracks had data', async () => {
    const { device } = await recorder([stopped], open);
    const token = await begin(device, findEvents('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'));
    const { text } = await search(device, results(token, '', 'Event'));
    expect(seen(text)).toEqual([
      '01:00 Recording true false',
      '01:00 Track true false',
      '01:10 Track false false',
      '01:20 Track true false',
      '02:00 Track false false',
      '02:00 Recording false false',
    ]);
    expect(text).toContain(
      '<tt:Result><tt:RecordingToken>recording_1</tt:RecordingToken><tt:TrackToken>VIDEO001</tt:TrackToken><tt:Time>2026-11-20T01:10:00.000Z</tt:Time>' +
        '<tt:Event><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">tns1:RecordingHistory/Track/State</wsnt:Topic>' +
        '<wsnt:Message><tt:Message UtcTime="2026-11-20T01:10:00.000Z" PropertyOperation="Changed"><tt:Source><tt:SimpleItem Name="RecordingToken" Value="recording_1"/>' +
        '<tt:SimpleItem Name="Track" Value="VIDEO001"/></tt:Source><tt:Data><tt:SimpleItem Name="IsDataPresent" Value="false"/></tt:Data></tt:Message></wsnt:Message></tt:Event>' +
        '<tt:StartStateEvent>false</tt:StartStateEvent></tt:Result>',
    );
  });

  it('searches backwards, filters by topic and tells the state at the start', async () => {
    const { device } = await recorder([stopped], open);
    const filter =
      '<n:TopicExpression xmlns:n="http://docs.oasis-open.org/wsn/b-2" xmlns:o="http://www.onvif.org/ver10/topics" Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">o:RecordingHistory/Track//.</n:TopicExpression>';
    expect(await found(device, findEvents('2026-11-20T01:15:00Z', '2026-11-20T01:05:00Z', false, filter))).toEqual(['01:10 Track false false']);
    expect(await found(device, findEvents('2026-11-20T01:05:00Z', '2026-11-20T01:15:00Z', true, filter))).toEqual([
      '01:05 Track true true',
      '01:10 Track false false',
    ]);
    const bad = '<n:MessageContent xmlns:n="http://docs.oasis-open.org/wsn/b-2" Dialect="urn:x">x</n:MessageContent>';
    expect(subcodes(await search(device, findEvents('2026-11-20T01:05:00Z', '2026-11-20T01:15:00Z', true, bad)))).toEqual([
      'InvalidArgVal',
      'InvalidFilterFault',
    ]);
  });
});
