import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptionsInternal;
import org.apache.flink.kubernetes.configuration.KubernetesDeploymentTarget;
import org.apache.flink.kubernetes.entrypoint.KubernetesSessionClusterEntrypoint;
import org.apache.flink.kubernetes.kubeclient.FlinkPod;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesJobManagerFactory;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesJobManagerParameters;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What the client of native Kubernetes makes of its configuration before it asks the API server for anything. */
final class Kubernetes {
    static void jobManager(Configuration configuration, ObjectNode result) throws Exception {
        // As KubernetesClusterDescriptor does before.
        configuration.set(KubernetesConfigOptionsInternal.ENTRY_POINT_CLASS, KubernetesSessionClusterEntrypoint.class.getName());
        configuration.set(DeploymentOptions.TARGET, KubernetesDeploymentTarget.SESSION.getName());
        configuration.set(BlobServerOptions.PORT, "6124");
        configuration.set(TaskManagerOptions.RPC_PORT, "6122");
        var size = new ClusterSpecification.ClusterSpecificationBuilder().setMasterMemoryMB(1600).createClusterSpecification();
        var parameters = new KubernetesJobManagerParameters(configuration, size);
        var specification = KubernetesJobManagerFactory.buildKubernetesJobManagerSpecification(new FlinkPod.Builder().build(), parameters);
        var deployment = specification.getDeployment();
        result.put("name", deployment.getMetadata().getName());
        result.put("replicas", deployment.getSpec().getReplicas());
    }

    private Kubernetes() {}
}
