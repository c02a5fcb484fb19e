using System.Net;

namespace ShuffleOrleans.Benchmarks.Systems.Nginx;

/// <summary>nginx's settings, from its manual's advice for large bodies and large files.</summary>
internal static class NginxConfiguration
{
    /// <summary>Worker processes: one for each core of the smallest machine that the benchmark is meant for.</summary>
    public const int Workers = 2;

    /// <summary>Writes the configuration file and makes the folders that it names.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string directory, IPEndPoint endPoint)
    {
        Directory.CreateDirectory(Path.Combine(directory, "files"));
        string path = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(path, Text(directory, endPoint));
        return path;
    }

    // Bodies go to a file in writes of the buffer's size and are renamed from there: both folders lie in one file system. Open files are remembered, since
    // one file is asked for by every consumer; what was deleted is forgotten soon, or its space would stay taken. Connections end only with their client.
    private static string Text(string directory, IPEndPoint endPoint) => $$"""
        {{(Environment.IsPrivilegedProcess ? $"user {Environment.UserName};" : "")}}
        daemon off;
        worker_processes {{Workers}};
        pid {{directory}}/nginx.pid;
        error_log stderr error;
        events {
            worker_connections 1024;
        }
        http {
            access_log off;
            default_type application/octet-stream;
            sendfile on;
            sendfile_max_chunk 2m;
            tcp_nopush on;
            tcp_nodelay on;
            keepalive_timeout 1h;
            keepalive_requests 100000000;
            reset_timedout_connection on;
            open_file_cache max=2048 inactive=10s;
            open_file_cache_valid 60s;
            client_max_body_size 0;
            client_body_buffer_size 1m;
            client_body_temp_path {{directory}}/bodies;
            proxy_temp_path {{directory}}/proxy;
            fastcgi_temp_path {{directory}}/fastcgi;
            uwsgi_temp_path {{directory}}/uwsgi;
            scgi_temp_path {{directory}}/scgi;
            server {
                listen {{endPoint}};
                location / {
                    root {{directory}}/files;
                    dav_methods PUT DELETE;
                    create_full_put_path on;
                }
            }
        }
        """;
}
