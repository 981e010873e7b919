import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.net.SSLUtils;
import org.apache.flink.runtime.security.SecurityConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What Flink does at its start with TLS and Kerberos. */
final class Security {
    private static final String PASSWORD = "changeit";

    /**
     * Connects two processes as TaskManagers do, and makes what the REST server makes; each where TLS is on for it.
     * A store of our own stands in for every store and password that is named, and for none that is not.
     */
    static void connect(Configuration configuration, Path work, ObjectNode result) throws Exception {
        Path store = makeStore(work);
        for (String key : configuration.toMap().keySet()) {
            if (key.startsWith("security.ssl.") && key.endsWith("store")) configuration.setString(key, store.toString());
            if (key.startsWith("security.ssl.") && key.endsWith("-password")) configuration.setString(key, PASSWORD);
        }
        if (SecurityOptions.isRestSSLEnabled(configuration)) {
            SSLUtils.createRestServerSSLEngineFactory(configuration);
            result.put("rest", "made");
        }
        if (SecurityOptions.isInternalSSLEnabled(configuration)) result.put("internal", handshake(configuration));
    }

    /** Checks what a process logs in with; an empty file stands in for a keytab that is named. */
    static void login(Configuration configuration, Path work, ObjectNode result) throws IOException {
        if (configuration.toMap().containsKey("security.kerberos.login.keytab")) {
            Path keytab = Files.write(work.resolve("flink.keytab"), new byte[0]);
            configuration.setString("security.kerberos.login.keytab", keytab.toString());
        }
        SecurityConfiguration security = new SecurityConfiguration(configuration);
        result.put("principal", security.getPrincipal());
    }

    private static String handshake(Configuration configuration) throws Exception {
        try (ServerSocket server = SSLUtils.createSSLServerSocketFactory(configuration).createServerSocket(0)) {
            var accepted = CompletableFuture.runAsync(() -> {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    socket.startHandshake();
                } catch (IOException error) {
                    throw new CompletionException(error);
                }
            });
            var factory = SSLUtils.createSSLClientSocketFactory(configuration);
            try (SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.getLocalPort())) {
                socket.setSoTimeout(10_000);
                socket.startHandshake();
                return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
            } catch (IOException error) {
                // The server knows why; to the client it only closed the connection.
                throw accepted.handle((ignored, cause) ->
                        cause != null && cause.getCause() instanceof IOException reason ? reason : error)
                        .get(10, TimeUnit.SECONDS);
            }
        }
    }

    private static Path makeStore(Path work) throws Exception {
        Path file = work.resolve("tls.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                keytool.toString(), "-genkeypair", "-alias", "flink", "-keyalg", "RSA", "-keysize", "2048",
                "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass", PASSWORD, "-keypass", PASSWORD, "-validity", "30")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) throw new IllegalStateException("keytool failed");
        return file;
    }

    private Security() {}
}
