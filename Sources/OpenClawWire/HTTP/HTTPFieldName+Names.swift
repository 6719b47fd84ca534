// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFieldName {
    /// `Accept`
    @inlinable public static var accept: HTTPFieldName { "Accept" }
    /// `Accept-Encoding`
    @inlinable public static var acceptEncoding: HTTPFieldName { "Accept-Encoding" }
    /// `Access-Control-Request-Method`
    @inlinable public static var accessControlRequestMethod: HTTPFieldName { "Access-Control-Request-Method" }
    /// `Allow`
    @inlinable public static var allow: HTTPFieldName { "Allow" }
    /// `Authorization`
    @inlinable public static var authorization: HTTPFieldName { "Authorization" }
    /// `Cache-Control`
    @inlinable public static var cacheControl: HTTPFieldName { "Cache-Control" }
    /// `Connection`
    @inlinable public static var connection: HTTPFieldName { "Connection" }
    /// `Content-Disposition`
    @inlinable public static var contentDisposition: HTTPFieldName { "Content-Disposition" }
    /// `Content-Encoding`
    @inlinable public static var contentEncoding: HTTPFieldName { "Content-Encoding" }
    /// `Content-Length`
    @inlinable public static var contentLength: HTTPFieldName { "Content-Length" }
    /// `Content-Type`
    @inlinable public static var contentType: HTTPFieldName { "Content-Type" }
    /// `Cookie`
    @inlinable public static var cookie: HTTPFieldName { "Cookie" }
    /// `Date`
    @inlinable public static var date: HTTPFieldName { "Date" }
    /// `ETag`
    @inlinable public static var eTag: HTTPFieldName { "ETag" }
    /// `Expect`
    @inlinable public static var expect: HTTPFieldName { "Expect" }
    /// `Forwarded`
    @inlinable public static var forwarded: HTTPFieldName { "Forwarded" }
    /// `Host`
    @inlinable public static var host: HTTPFieldName { "Host" }
    /// `If-None-Match`
    @inlinable public static var ifNoneMatch: HTTPFieldName { "If-None-Match" }
    /// `Last-Event-ID`
    @inlinable public static var lastEventID: HTTPFieldName { "Last-Event-ID" }
    /// `Location`
    @inlinable public static var location: HTTPFieldName { "Location" }
    /// `Origin`
    @inlinable public static var origin: HTTPFieldName { "Origin" }
    /// `Retry-After`
    @inlinable public static var retryAfter: HTTPFieldName { "Retry-After" }
    /// `Sec-WebSocket-Accept`
    @inlinable public static var secWebSocketAccept: HTTPFieldName { "Sec-WebSocket-Accept" }
    /// `Sec-WebSocket-Extensions`
    @inlinable public static var secWebSocketExtensions: HTTPFieldName { "Sec-WebSocket-Extensions" }
    /// `Sec-WebSocket-Key`
    @inlinable public static var secWebSocketKey: HTTPFieldName { "Sec-WebSocket-Key" }
    /// `Sec-WebSocket-Protocol`
    @inlinable public static var secWebSocketProtocol: HTTPFieldName { "Sec-WebSocket-Protocol" }
    /// `Sec-WebSocket-Version`
    @inlinable public static var secWebSocketVersion: HTTPFieldName { "Sec-WebSocket-Version" }
    /// `Server`
    @inlinable public static var server: HTTPFieldName { "Server" }
    /// `Set-Cookie`
    @inlinable public static var setCookie: HTTPFieldName { "Set-Cookie" }
    /// `TE`
    @inlinable public static var te: HTTPFieldName { "TE" }
    /// `Trailer`
    @inlinable public static var trailer: HTTPFieldName { "Trailer" }
    /// `Transfer-Encoding`
    @inlinable public static var transferEncoding: HTTPFieldName { "Transfer-Encoding" }
    /// `Upgrade`
    @inlinable public static var upgrade: HTTPFieldName { "Upgrade" }
    /// `User-Agent`
    @inlinable public static var userAgent: HTTPFieldName { "User-Agent" }
    /// `Vary`
    @inlinable public static var vary: HTTPFieldName { "Vary" }
    /// `WWW-Authenticate`
    @inlinable public static var wwwAuthenticate: HTTPFieldName { "WWW-Authenticate" }
    /// `X-Forwarded-For`
    @inlinable public static var xForwardedFor: HTTPFieldName { "X-Forwarded-For" }
    /// `X-Forwarded-Proto`
    @inlinable public static var xForwardedProto: HTTPFieldName { "X-Forwarded-Proto" }
}
